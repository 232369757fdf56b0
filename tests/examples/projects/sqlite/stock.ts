import { OutOfStock } from "shopwright"
import type { Movement, MovementKind } from "shopwright/ports"
import type { Database } from "./database.ts"

/** A movement of an order's, or pieces that came in. */
export interface StockChange extends Omit<Movement, "kind"> {
  readonly kind: MovementKind | "restock"
}

/** What each kind of movement adds to the pieces on hand and to those reserved. */
const effects: Readonly<Record<StockChange["kind"], readonly [onHand: number, reserved: number]>> = {
  reserve: [0, 1],
  release: [0, -1],
  ship: [-1, -1],
  restock: [1, 0],
}

/** Begins to count a stock item: a variant, or a product without any. */
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
  if (stock > 0) putMovement(db, { stockItem: id, kind: "restock", quantity: stock }, at)
}

/**
 * Moves stock; the first stock item in ascending order that falls short, `null` where none does. What takes more off than is
 * there goes against the table's CHECK and throws: no decision of the domain does.
 */
export const moveStock = (db: Database, movements: ReadonlyArray<StockChange>, at: Date): OutOfStock | null => {
  for (const movement of movements.toSorted((a, b) => a.stockItem - b.stockItem)) {
    const { stockItem, kind, quantity } = movement
    const level = db.first<{ readonly available: number }>(
      "select on_hand - reserved as available from stock_item where id = ?",
      stockItem,
    )
    if (level === undefined) throw new Error(`no stock item ${stockItem}`)
    const { available } = level
    if (kind === "reserve" && available < quantity) return new OutOfStock({ stockItem, requested: quantity, available })
    const [onHand, reserved] = effects[kind]
    db.run(
      "update stock_item set on_hand = on_hand + ?, reserved = reserved + ? where id = ?",
      ...[onHand * quantity, reserved * quantity, stockItem],
    )
    putMovement(db, movement, at)
  }
  return null
}

const putMovement = (
  db: Database,
  { stockItem, kind, quantity }: Omit<StockChange, "stockItem"> & { readonly stockItem: number },
  at: Date,
): void => {
  db.run("insert into movement (stock_item, kind, quantity, at) values (?, ?, ?, ?)", stockItem, kind, quantity, at)
}
