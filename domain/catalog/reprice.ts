import type { Money } from "./money.ts"
import type { Product, ProductId } from "./product.ts"

/** The decision to change a price: the previous price and the new one. */
export interface Repricing {
  readonly product: ProductId
  readonly from: Money
  readonly to: Money
  readonly at: Date
}

/**
 * Decides a change of price. Returns `null` when the product already has that price.
 *
 * @example
 * const repricing = reprice(soap, price, new Date())
 */
export const reprice = ({ id, price }: Pick<Product, "id" | "price">, to: Money, now: Date): Repricing | null =>
  price === to ? null : { product: id, from: price, to, at: now }
