import { randomBytes } from "node:crypto"
import { Effect } from "effect"
import { type JwtTokenPairs, makeJwtTokenPairs } from "../adapters/tokens/jwt.ts"
import type { Clock } from "../application/ports/clock.ts"
import type { TokenPairs } from "../application/ports/token-pairs.ts"
import type { ShopOptions } from "./settings.ts"

export const NOTHING_TO_SIGN_WITH = "This shop signs no tokens: openShop needs `secret` or `tokens`."

/** Makes what signs a shop's tokens; `null` where the shop was given nothing to sign with. */
export const openTokenPairs = async (
  { database, secret, tokens }: ShopOptions,
  clock: Clock,
): Promise<JwtTokenPairs | null> => {
  if (tokens !== undefined) {
    if (secret !== undefined) throw new Error("openShop takes `secret` or `tokens`, not both.")
    return makeJwtTokenPairs(tokens, clock)
  }
  // One made up for a database that is kept would sign everybody out with each start, and differ between processes.
  const key = secret ?? (database === "memory" ? randomBytes(32).toString("base64url") : null)
  return key === null ? null : makeJwtTokenPairs({ keys: [{ algorithm: "HS256", secret: key }] }, clock)
}

/** Stands in where a shop was given nothing to sign with. Dialects with JWTs refuse to be made over it. */
export const noTokenPairs: TokenPairs = {
  newId: () => {
    throw new Error(NOTHING_TO_SIGN_WITH)
  },
  issue: () => Effect.die(new Error(NOTHING_TO_SIGN_WITH)),
  read: () => Effect.die(new Error(NOTHING_TO_SIGN_WITH)),
}
