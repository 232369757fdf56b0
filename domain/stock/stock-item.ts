import { Brand } from "effect"

/** Stock keeping unit: whatever is sold and counted on its own, a variant or a product that has none. */
export type StockItemId = number & Brand.Brand<"StockItemId">
/**
 * Takes the number that a store gave.
 *
 * @example
 * const filled = replenish({ stockItem: StockItemId(1), onHand: 0, reserved: 0 }, 24)
 */
export const StockItemId = Brand.nominal<StockItemId>()
