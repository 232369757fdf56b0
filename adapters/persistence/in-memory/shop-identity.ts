import { randomBytes } from "node:crypto"
import { Effect } from "effect"
import type { ShopIdentity } from "../../../application/ports/shop-identity.ts"

/** Gives a store in memory an id of its own. It lasts as long as the store. */
export const inMemoryShopIdentity = (): ShopIdentity => {
  const id = randomBytes(16).toString("hex")
  return { id: () => Effect.succeed(id) }
}
