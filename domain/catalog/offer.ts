import type { StockItemId } from "../stock/stock-item.ts"
import type { Money } from "./money.ts"
import type { ProductId, VariantId } from "./product.ts"

/** What may be ordered, with the price of this moment: a variant, or a product that has none. */
export interface Offer {
  readonly stockItem: StockItemId
  readonly product: ProductId
  readonly variant: VariantId | null
  readonly price: Money
}

/** Why nothing may be sold under a product and variant. */
export type MissingOffer =
  | "no-such-product"
  /** The variant does not exist, or is another product's. */
  | "no-such-variant"
  /** The product is sold by variant only, and none was named. */
  | "variant-required"
