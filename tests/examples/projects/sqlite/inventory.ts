import { Result } from "effect"
import type { SkuId } from "shopwright"
import { type Inventory, replenish, type StockLevel, stockReplenished } from "shopwright/ports"
import type { Database } from "./database.ts"
import { putEvent } from "./event-feed.ts"
import { moveStock } from "./stock.ts"

/** The shelves, in SQLite. */
export const sqliteInventory = (db: Database): Inventory => ({
  restock: (restocking) =>
    db.attempt(() => {
      const { sku, quantity, at } = restocking
      const after = Result.flatMap(levelOf(db, sku), (level) => replenish(level, quantity))
      if (Result.isFailure(after)) return after
      moveStock(db, [{ sku, kind: "restock", quantity }], at)
      putEvent(db, stockReplenished(restocking, after.success.onHand))
      return after
    }),
})

const levelOf = (db: Database, sku: SkuId): Result.Result<StockLevel> => {
  const row = db.first<Omit<StockLevel, "sku">>("select on_hand as onHand, reserved from sku where id = ?", sku)
  if (row === undefined) throw new Error(`no SKU ${sku}`)
  return Result.succeed({ sku, ...row })
}
