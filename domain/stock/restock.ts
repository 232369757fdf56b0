import { Result } from "effect"
import type { MissingOffer, Offer } from "../catalog/offer.ts"
import type { ProductId, VariantId } from "../catalog/product.ts"
import { InvalidQuantity, UnknownItem } from "../order/errors.ts"
import { quantityOrdered } from "./stock-level.ts"

/** What is to be put onto a shelf: pieces of a variant, or of a product that has none. */
export interface RestockRequest {
  readonly product: ProductId
  readonly variant: VariantId | null
  readonly quantity: number
}

/** What restocking comes to: so many pieces for the shelf of one stock item. Nothing has happened yet. */
export interface Restocking extends Omit<Offer, "price"> {
  readonly quantity: number
  readonly at: Date
}

/**
 * Decides a restocking. `offer` answers what is sold under the product and variant named, or why nothing is; faults are
 * told as those of an order with this one line. Whether the shelf can hold so much is settled when it is recorded.
 */
export const restock = (
  { product, variant, quantity }: RestockRequest,
  offer: Result.Result<Offer, MissingOffer>,
  now: Date,
): Result.Result<Restocking, InvalidQuantity | UnknownItem> => {
  const counted = quantityOrdered("quantity", quantity)
  if (Result.isFailure(counted))
    return Result.fail(new InvalidQuantity({ line: 0, quantity, rule: counted.failure.rule }))
  if (Result.isFailure(offer)) return Result.fail(new UnknownItem({ line: 0, product, variant, reason: offer.failure }))
  const { stockItem } = offer.success
  return Result.succeed({ stockItem, product, variant, quantity, at: now })
}
