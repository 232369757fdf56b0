import { Effect, Result } from "effect"
import type { Inventory } from "../../../application/ports/inventory.ts"
import { stockReplenished } from "../../../domain/event/event.ts"
import { replenish } from "../../../domain/stock/stock-level.ts"
import { existing, putEvent, putLevel, type Store } from "./store.ts"

/** The shelves, in memory. */
export const inMemoryInventory = (store: Store): Inventory => ({
  restock: (restocking) =>
    Effect.suspend(() => {
      const { level, product } = existing(store.shelves, restocking.stockItem, "stock item")
      const after = replenish(level, restocking.quantity)
      if (Result.isFailure(after)) return Effect.fail(after.failure)
      putLevel(store, after.success, product)
      putEvent(store, stockReplenished({ ...restocking, at: new Date(restocking.at) }, after.success.onHand))
      return Effect.succeed(after.success)
    }),
})
