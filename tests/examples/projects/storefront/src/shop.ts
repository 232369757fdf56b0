import { createClient, type Tokens } from "shopwright/client"
import { has, stored } from "./stored.ts"

/** The tokens of the buyer who is signed in, or `null`. */
const tokens = stored<Tokens | null>("tokens", (json) =>
  has(json, "accessToken") &&
  has(json, "refreshToken") &&
  typeof json.accessToken === "string" &&
  typeof json.refreshToken === "string"
    ? { accessToken: json.accessToken, refreshToken: json.refreshToken }
    : null,
)

/** Whether the buyer is signed in. The client writes `null` when the session has ended. */
export const useSignedIn = (): boolean => tokens.use() !== null

/** The shop. This page may have another origin, so it signs in with bearer tokens and needs no cookies. */
export const shop = createClient({
  baseUrl: import.meta.env.VITE_SHOP_URL ?? "http://127.0.0.1:8000/shopwright",
  tokens,
})

/** Signs out, even if the shop does not respond. */
export const signOut = async (): Promise<void> => {
  await shop.endCurrentSession().catch(() => undefined)
  tokens.write(null)
}

export const noResponse = "The shop does not respond. Check your connection and try again."
