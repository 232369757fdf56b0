import { Result } from "effect"
import type { StockItemId } from "shopwright"
import { type Inventory, replenish, type StockLevel, stockReplenished } from "shopwright/ports"
import type { Database } from "./database.ts"
import { putEvent } from "./outbox.ts"
import { moveStock } from "./stock.ts"

/** The shelves, in SQLite. */
export const sqliteInventory = (db: Database): Inventory => ({
  restock: (restocking) =>
    db.attempt(() => {
      const { stockItem, quantity, at } = restocking
      const after = Result.flatMap(levelOf(db, stockItem), (level) => replenish(level, quantity))
      if (Result.isFailure(after)) return after
      moveStock(db, [{ stockItem, kind: "restock", quantity }], at)
      putEvent(db, stockReplenished(restocking, after.success.onHand))
      return after
    }),
})

const levelOf = (db: Database, stockItem: StockItemId): Result.Result<StockLevel> => {
  const row = db.first<Omit<StockLevel, "stockItem">>(
    "select on_hand as onHand, reserved from stock_item where id = ?",
    stockItem,
  )
  if (row === undefined) throw new Error(`no stock item ${stockItem}`)
  return Result.succeed({ stockItem, ...row })
}
