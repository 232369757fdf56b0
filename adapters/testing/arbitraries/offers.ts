import fc from "fast-check"
import type { MissingOffer, Offer } from "../../../domain/catalog/offer.ts"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import { anyMoney } from "./values.ts"

/**
 * Generates the offers of a small shop, with one price per stock item: 1 to 4 are products, 5 to 8 are variants of
 * product 9. A million pieces of each are available. Shrinks to the offer of product 1.
 *
 * @example
 * fc.assert(fc.property(anyOffer, ({ product, variant }) => variant === null || product === 9))
 */
export const anyOffer: fc.Arbitrary<Offer> = fc.integer({ min: 1, max: 8 }).map((stockItem) => ({
  stockItem: StockItemId(stockItem),
  onHand: PLENTY,
  reserved: 0,
  product: ProductId(stockItem <= 4 ? stockItem : 9),
  variant: stockItem <= 4 ? null : VariantId(stockItem),
  // Every stock item has its own price, chosen so that a sum identifies its lines.
  price: priceOf(stockItem),
}))

const PLENTY = 1_000_000

const priceOf = (stockItem: number): Offer["price"] => {
  const [price] = fc.sample(anyMoney, { seed: stockItem, numRuns: 1 })
  if (price === undefined) throw new Error("no sample")
  return price
}

/**
 * Generates a reason why an item cannot be ordered. Shrinks to a missing product.
 *
 * @example
 * const request = { account: buyer.id, lines: [{ product: soap.id, variant: null, quantity: 1 }], delivery: null }
 * const nothingSold = fc.property(anyMissingOffer, (missing) =>
 *   Result.isFailure(placeOrder(request, [Result.fail(missing)], new Date())),
 * )
 * fc.assert(nothingSold)
 */
export const anyMissingOffer: fc.Arbitrary<MissingOffer> = fc.constantFrom<MissingOffer>(
  "no-such-product",
  "no-such-variant",
  "variant-required",
)
