import { Brand } from "effect"

/** Identifies a stock item (SKU): a variant, or a product without variants, whose stock is counted. */
export type StockItemId = number & Brand.Brand<"StockItemId">
/**
 * Brands a stock item id that a store assigned.
 *
 * @example
 * const filled = replenish({ stockItem: StockItemId(1), onHand: 0, reserved: 0 }, 24)
 */
export const StockItemId = Brand.nominal<StockItemId>()
