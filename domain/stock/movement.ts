import type { SkuId } from "./sku.ts"

/** What orders do to stock. */
export type MovementKind = "reserve" | "release" | "ship"

/** A change to one SKU's stock level; `quantity` is a whole number from 1. */
export interface Movement {
  readonly sku: SkuId
  readonly kind: MovementKind
  readonly quantity: number
}

/**
 * Movements of one kind for what order lines name: one movement per SKU, several lines of one SKU counted together,
 * in ascending order of SKU. The fixed order is what keeps two stores of movements from waiting for each other.
 */
export const movementsOf = (
  kind: MovementKind,
  lines: ReadonlyArray<{ readonly sku: SkuId; readonly quantity: number }>,
): ReadonlyArray<Movement> => {
  const totals = new Map<SkuId, number>()
  for (const { sku, quantity } of lines) totals.set(sku, (totals.get(sku) ?? 0) + quantity)
  return [...totals].sort(([a], [b]) => a - b).map(([sku, quantity]) => ({ sku, kind, quantity }))
}
