import { Result } from "effect"
import type { AccountId } from "../account/account.ts"
import type { MissingOffer, Offer } from "../catalog/offer.ts"
import type { ProductId, VariantId } from "../catalog/product.ts"
import type { StockReplenished } from "../event/event.ts"
import { InvalidQuantity, UnknownItem } from "../order/errors.ts"
import type { IdempotencyClaim } from "../order/idempotency.ts"
import type { IdempotencyKey } from "../order/idempotency-key.ts"
import type { StockLimitExceeded } from "./errors.ts"
import type { Movement } from "./movement.ts"
import { quantityOrdered, replenish, type StockLevel } from "./stock-level.ts"

/** A request to restock a variant, or a product without variants. */
export interface RestockRequest {
  readonly product: ProductId
  readonly variant: VariantId | null
  readonly quantity: number
}

/** The decision to restock a stock item. It holds only while the quantity on hand is still `from`. */
export interface Restocking {
  /** The quantity on hand that the decision was made from. */
  readonly from: number
  /** The new quantity on hand. Orders may change the reserved quantity before the decision is recorded. */
  readonly level: Pick<StockLevel, "stockItem" | "onHand">
  readonly movements: readonly [Movement<"restock">]
  readonly event: StockReplenished
  /** For the history of the stock item. */
  readonly by: AccountId | null
}

/**
 * Decides a restocking. `offer` is what is sold under the requested product and variant, with its current stock level,
 * or the reason why nothing is. Errors are those of an order with this one line, or `StockLimitExceeded`.
 *
 * @example
 * const decided = restock({ product: soap.id, variant: null, quantity: 24 }, Result.succeed(offer), new Date())
 * if (Result.isSuccess(decided)) console.log(decided.success.level.onHand)
 */
export const restock = (
  { product, variant, quantity }: RestockRequest,
  offer: Result.Result<Offer, MissingOffer>,
  now: Date,
  by: AccountId | null = null,
): Result.Result<Restocking, InvalidQuantity | UnknownItem | StockLimitExceeded> => {
  const counted = quantityOrdered("quantity", quantity)
  if (Result.isFailure(counted))
    return Result.fail(new InvalidQuantity({ line: 0, quantity, rule: counted.failure.rule }))
  if (Result.isFailure(offer)) return Result.fail(new UnknownItem({ line: 0, product, variant, reason: offer.failure }))
  const { stockItem, onHand: from } = offer.success
  return Result.map(replenish(offer.success, quantity), ({ onHand }) => ({
    from,
    level: { stockItem, onHand },
    movements: [{ stockItem, kind: "restock", quantity }],
    event: { _tag: "StockReplenished", stockItem, product, variant, quantity, onHand, at: now },
    by,
  }))
}

/** Returns the claim of a key on a restocking. Two requests are equal if they add the same quantity of the same item. */
export const claimOfRestocking = (
  key: IdempotencyKey,
  { product, variant, quantity }: RestockRequest,
): IdempotencyClaim => ({ key, fingerprint: JSON.stringify([product, variant, quantity]) })
