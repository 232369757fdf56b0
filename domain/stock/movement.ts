import type { StockItemId } from "./stock-item.ts"

/** What orders do to stock. */
export type OrderMovementKind = "reserve" | "release" | "ship"

/** All kinds of stock movements. */
export type MovementKind = OrderMovementKind | "restock" | "surplus" | "shrinkage"

/** The kinds that change the quantity on hand. Stores keep their movements. */
export type StoredMovementKind = Exclude<MovementKind, "reserve" | "release">

/** A change to one stock item's stock level. `quantity` is a whole number from 1. */
export interface Movement<Kind extends MovementKind = OrderMovementKind> {
  readonly stockItem: StockItemId
  readonly kind: Kind
  readonly quantity: number
}

/**
 * What each kind of movement adds to the quantity on hand and to the reserved quantity, in multiples of its quantity.
 *
 * @example
 * const change = movementEffects.ship // { onHand: -1, reserved: -1 }
 */
export const movementEffects: Readonly<
  Record<MovementKind, { readonly onHand: -1 | 0 | 1; readonly reserved: -1 | 0 | 1 }>
> = {
  reserve: { onHand: 0, reserved: 1 },
  release: { onHand: 0, reserved: -1 },
  ship: { onHand: -1, reserved: -1 },
  restock: { onHand: 1, reserved: 0 },
  // A stock-take counted more or fewer units than there should be.
  surplus: { onHand: 1, reserved: 0 },
  shrinkage: { onHand: -1, reserved: 0 },
}

/**
 * Returns one movement per stock item, in ascending order of stock item. Several lines of one stock item are added up.
 * The fixed order lets stores lock stock rows without deadlocks.
 */
export const movementsOf = <Kind extends MovementKind>(
  kind: Kind,
  lines: ReadonlyArray<{ readonly stockItem: StockItemId; readonly quantity: number }>,
): ReadonlyArray<Movement<Kind>> => {
  const totals = new Map<StockItemId, number>()
  for (const { stockItem, quantity } of lines) totals.set(stockItem, (totals.get(stockItem) ?? 0) + quantity)
  return [...totals].sort(([a], [b]) => a - b).map(([stockItem, quantity]) => ({ stockItem, kind, quantity }))
}
