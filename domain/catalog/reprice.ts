import type { Money } from "./money.ts"
import type { Product, ProductId } from "./product.ts"

/** A change of price: what the product cost, and what it costs from then on. */
export interface Repricing {
  readonly product: ProductId
  readonly from: Money
  readonly to: Money
  readonly at: Date
}

/**
 * Decides a change of price. `null` when the product costs that already: nothing changes, and that is no fault.
 *
 * @example
 * const repricing = reprice(soap, price, new Date())
 */
export const reprice = ({ id, price }: Pick<Product, "id" | "price">, to: Money, now: Date): Repricing | null =>
  price === to ? null : { product: id, from: price, to, at: now }
