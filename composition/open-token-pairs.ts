import { randomBytes } from "node:crypto"
import { Effect } from "effect"
import { type JwtTokenPairs, makeJwtTokenPairs } from "../adapters/tokens/jwt.ts"
import type { Clock } from "../application/ports/clock.ts"
import type { TokenPairs } from "../application/ports/token-pairs.ts"
import type { ShopOptions } from "./settings.ts"

export const NO_TOKEN_KEYS = "This shop signs no tokens: set `secret` or `tokens` of openShop."

/** Creates the token signer of a shop, or returns `null` without keys. */
export const openTokenPairs = async (
  { database, secret, tokens }: ShopOptions<unknown, unknown>,
  clock: Clock,
): Promise<JwtTokenPairs | null> => {
  if (tokens !== undefined) {
    if (secret !== undefined) throw new Error("openShop accepts `secret` or `tokens`, not both.")
    return makeJwtTokenPairs(tokens, clock)
  }
  // A generated secret for a persistent database would sign all users out at each start, and differ between processes.
  const key = secret ?? (database === "memory" ? randomBytes(32).toString("base64url") : null)
  return key === null ? null : makeJwtTokenPairs({ keys: [{ algorithm: "HS256", secret: key }] }, clock)
}

/** The token signer of a shop without keys. Dialects with JWTs reject it. */
export const noTokenPairs: TokenPairs = {
  newId: () => {
    throw new Error(NO_TOKEN_KEYS)
  },
  issue: () => Effect.die(new Error(NO_TOKEN_KEYS)),
  read: () => Effect.die(new Error(NO_TOKEN_KEYS)),
}
