import { Result } from "effect"
import type { Inventory, StockLevelConflict } from "shopwright/ports"
import type { Database } from "./database.ts"
import { putEvent } from "./outbox.ts"
import { levelOf, putLevel, putMovement } from "./stock.ts"

/** Stock on hand, in SQLite. */
export const sqliteInventory = (db: Database): Inventory => ({
  recordRestocking: ({ from, level: { stockItem, onHand }, movements, event }) =>
    db.attempt(() => {
      const before = levelOf(db, stockItem)
      if (before?.onHand !== from) return Result.fail<StockLevelConflict>({ _tag: "StockLevelConflict" })
      const level = { ...before, onHand }
      putLevel(db, level)
      for (const movement of movements) putMovement(db, movement, event.at)
      putEvent(db, event)
      return Result.succeed(level)
    }),
})
