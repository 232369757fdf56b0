import type { StockItemId } from "./stock-item.ts"

/** What orders do to stock. */
export type MovementKind = "reserve" | "release" | "ship"

/** A change to one stock item's stock level; `quantity` is a whole number from 1. */
export interface Movement {
  readonly stockItem: StockItemId
  readonly kind: MovementKind
  readonly quantity: number
}

/**
 * Movements of one kind for what order lines name: one movement per stock item, several lines of one stock item counted together,
 * in ascending order of stock item. The fixed order is what keeps two stores of movements from waiting for each other.
 */
export const movementsOf = (
  kind: MovementKind,
  lines: ReadonlyArray<{ readonly stockItem: StockItemId; readonly quantity: number }>,
): ReadonlyArray<Movement> => {
  const totals = new Map<StockItemId, number>()
  for (const { stockItem, quantity } of lines) totals.set(stockItem, (totals.get(stockItem) ?? 0) + quantity)
  return [...totals].sort(([a], [b]) => a - b).map(([stockItem, quantity]) => ({ stockItem, kind, quantity }))
}
