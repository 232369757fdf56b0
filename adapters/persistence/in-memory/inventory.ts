import { Effect } from "effect"
import type { Inventory, StockLevelConflict } from "../../../application/ports/inventory.ts"
import { copyOf, putEvent, putLevel, type Store } from "./store.ts"

/** The stock on hand, in memory. */
export const inMemoryInventory = (store: Store): Inventory => ({
  recordRestocking: ({ from, level: { stockItem, onHand }, event }) =>
    Effect.suspend(() => {
      const shelf = store.shelves.get(stockItem)
      if (shelf === undefined || shelf.level.onHand !== from)
        return Effect.fail<StockLevelConflict>({ _tag: "StockLevelConflict" })
      const level = { ...shelf.level, onHand }
      putLevel(store, level, shelf.product)
      putEvent(store, copyOf(event))
      return Effect.succeed(level)
    }),
})
