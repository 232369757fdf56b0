import { Effect } from "effect"
import type { Inventory, StockLevelConflict } from "../../../application/ports/inventory.ts"
import { copyOf, putEvent, putLevel, type Store } from "./store.ts"

/** The stock on hand, in memory. */
export const inMemoryInventory = (store: Store): Inventory => ({
  recordRestocking: ({ from, level: { stockItem, onHand }, event }) =>
    Effect.suspend(() => {
      const stockRecord = store.stock.get(stockItem)
      if (stockRecord === undefined || stockRecord.level.onHand !== from)
        return Effect.fail<StockLevelConflict>({ _tag: "StockLevelConflict" })
      const level = { ...stockRecord.level, onHand }
      putLevel(store, level, stockRecord.product)
      putEvent(store, copyOf(event))
      return Effect.succeed(level)
    }),
})
