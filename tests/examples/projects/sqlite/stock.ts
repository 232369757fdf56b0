import { Result } from "effect"
import { type OutOfStock, type StockItemId, StockItemId as stockItemId } from "shopwright"
import { type Movement, type MovementKind, moveAll, type StockLevel } from "shopwright/ports"
import type { Database } from "./database.ts"

/** Adds a stock item with its initial quantity: a variant, or a product without variants. */
export const putStockItem = (
  db: Database,
  { product, variant, stock }: { readonly product: number; readonly variant: number | null; readonly stock: number },
  at: Date,
): void => {
  const { id } = db.run(
    "insert into stock_item (product, variant, on_hand, reserved) values (?, ?, ?, 0)",
    product,
    variant,
    stock,
  )
  if (stock > 0) putMovement(db, { stockItem: stockItemId(id), kind: "restock", quantity: stock }, at)
}

/** Reads a stock level. */
export const levelOf = (db: Database, stockItem: StockItemId): StockLevel | undefined => {
  const select = "select on_hand as onHand, reserved from stock_item where id = ?"
  const row = db.first<Omit<StockLevel, "stockItem">>(select, stockItem)
  return row === undefined ? undefined : { stockItem, ...row }
}

/** Writes a stock level. */
export const putLevel = (db: Database, { stockItem, onHand, reserved }: StockLevel): void => {
  db.run("update stock_item set on_hand = ?, reserved = ? where id = ?", onHand, reserved, stockItem)
}

/** Records the movements of an order. The domain's rule computes the new levels, or the stock item that falls short. */
export const moveStock = (db: Database, movements: ReadonlyArray<Movement>, at: Date): OutOfStock | null => {
  const levels = moveAll((stockItem) => levelOf(db, stockItem), movements)
  if (Result.isFailure(levels)) return levels.failure
  for (const level of levels.success) putLevel(db, level)
  for (const movement of movements) putMovement(db, movement, at)
  return null
}

/** Records a movement for the audit of the stock. */
export const putMovement = (db: Database, { stockItem, kind, quantity }: Movement<MovementKind>, at: Date): void => {
  db.run("insert into movement (stock_item, kind, quantity, at) values (?, ?, ?, ?)", stockItem, kind, quantity, at)
}
