/** The name of the security scheme of API keys in the API's description. */
export const API_KEY_SCHEME = "apiKey"
