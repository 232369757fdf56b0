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

/** Begins to count an SKU: a variant, or a product without any. */
export const putSku = (
  db: Database,
  { product, variant, stock }: { readonly product: number; readonly variant: number | null; readonly stock: number },
  at: Date,
): void => {
  const { id } = db.run(
    "insert into sku (product, variant, on_hand, reserved) values (?, ?, ?, 0)",
    product,
    variant,
    stock,
  )
  if (stock > 0) putMovement(db, { sku: id, kind: "restock", quantity: stock }, at)
}

/**
 * Moves stock; the first SKU in ascending order that falls short, `null` where none does. What takes more off than is
 * there goes against the table's CHECK and throws: no decision of the domain does.
 */
export const moveStock = (db: Database, movements: ReadonlyArray<StockChange>, at: Date): OutOfStock | null => {
  for (const movement of movements.toSorted((a, b) => a.sku - b.sku)) {
    const { sku, kind, quantity } = movement
    const level = db.first<{ readonly available: number }>(
      "select on_hand - reserved as available from sku where id = ?",
      sku,
    )
    if (level === undefined) throw new Error(`no SKU ${sku}`)
    const { available } = level
    if (kind === "reserve" && available < quantity) return new OutOfStock({ sku, requested: quantity, available })
    const [onHand, reserved] = effects[kind]
    db.run(
      "update sku set on_hand = on_hand + ?, reserved = reserved + ? where id = ?",
      ...[onHand * quantity, reserved * quantity, sku],
    )
    putMovement(db, movement, at)
  }
  return null
}

const putMovement = (
  db: Database,
  { sku, kind, quantity }: Omit<StockChange, "sku"> & { readonly sku: number },
  at: Date,
): void => {
  db.run("insert into movement (sku, kind, quantity, at) values (?, ?, ?, ?)", sku, kind, quantity, at)
}
