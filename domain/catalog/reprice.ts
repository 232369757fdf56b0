import type { ProductRepriced } from "../event/event.ts"
import type { Money } from "./money.ts"
import type { Product, ProductId } from "./product.ts"

/** The decision to change a price. It holds only while the product's price is still `event.from`. */
export interface Repricing {
  readonly product: { readonly id: ProductId; readonly price: Money }
  readonly event: ProductRepriced
}

/**
 * Decides a change of price. Returns `null` when the product already has that price.
 *
 * @example
 * const repricing = reprice(soap, price, new Date())
 */
export const reprice = ({ id, price }: Pick<Product, "id" | "price">, to: Money, now: Date): Repricing | null =>
  price === to
    ? null
    : {
        product: { id, price: to },
        event: { _tag: "ProductRepriced", product: id, from: price, to, at: now },
      }
