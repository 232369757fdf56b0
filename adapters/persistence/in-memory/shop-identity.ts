import { randomBytes } from "node:crypto"
import { Effect } from "effect"
import type { ShopIdentity } from "../../../application/ports/shop-identity.ts"

/** The in-memory implementation of `ShopIdentity`. The id lasts as long as the store. */
export const inMemoryShopIdentity = (): ShopIdentity => {
  const id = randomBytes(16).toString("hex")
  return { id: () => Effect.succeed(id) }
}
