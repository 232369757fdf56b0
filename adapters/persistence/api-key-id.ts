import { randomBytes } from "node:crypto"
import { ApiKeyId } from "../../domain/account/api-key.ts"

/** Returns a new id of an API key: 128 random bits. */
export const newApiKeyId = (): ApiKeyId => ApiKeyId(randomBytes(16).toString("hex"))
