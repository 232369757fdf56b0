import type { StockLevel } from "../stock/stock-level.ts"
import type { Money } from "./money.ts"
import type { ProductId, VariantId } from "./product.ts"

/**
 * A stock item that can be ordered, with its current price and stock level: a variant, or a product without variants.
 */
export interface Offer extends StockLevel {
  readonly product: ProductId
  readonly variant: VariantId | null
  readonly price: Money
}

/** Why an item cannot be ordered. */
export type MissingOffer =
  | "no-such-product"
  /** The variant does not exist or belongs to another product. */
  | "no-such-variant"
  /** The product has variants, and the order names none. */
  | "variant-required"
