import { Result } from "effect"
import type { AccountId } from "../account/account.ts"
import type { MissingOffer, Offer } from "../catalog/offer.ts"
import type { ProductId, VariantId } from "../catalog/product.ts"
import type { StockCounted } from "../event/event.ts"
import type { InvalidField } from "../invalid-field.ts"
import { UnknownItem } from "../order/errors.ts"
import type { IdempotencyClaim } from "../order/idempotency.ts"
import type { IdempotencyKey } from "../order/idempotency-key.ts"
import { optionalText } from "../text.ts"
import { CountBelowReserved } from "./errors.ts"
import type { Movement } from "./movement.ts"
import { quantityOnHand, type StockLevel } from "./stock-level.ts"

export const STOCK_REASON_MAX_LENGTH = 500

/** A count of a variant, or of a product without variants. */
export interface StockCount {
  readonly product: ProductId
  readonly variant: VariantId | null
  /** The quantity that was counted, reserved units included: a whole number from 0. */
  readonly counted: number
  /** Why the quantity differs, up to 500 characters. */
  readonly reason: string
}

/**
 * The decision to set the quantity on hand to what was counted. It holds only while the quantity on hand is still `from`
 * and no more is reserved than was counted.
 */
export interface StockTaking {
  readonly from: number
  readonly level: Pick<StockLevel, "stockItem" | "onHand">
  readonly movements: readonly [Movement<"surplus" | "shrinkage">]
  readonly event: StockCounted
  /** For the history of the stock item. */
  readonly by: AccountId | null
}

/** A count that matches the quantity on hand. A store records it under an idempotency key, and changes no stock. */
export interface MatchingCount {
  readonly level: Pick<StockLevel, "stockItem" | "onHand">
  readonly movements: readonly []
  readonly at: Date
}

/**
 * Decides a stock-take. Returns `null` when the count matches. Refuses a count below what open orders have reserved:
 * those orders have to be cancelled first.
 *
 * @example
 * const count = { product: soap.id, variant: null, counted: 11, reason: "One is broken" }
 * const decided = takeStock(count, Result.succeed(offer), new Date())
 */
export const takeStock = (
  { product, variant, counted, reason }: StockCount,
  offer: Result.Result<Offer, MissingOffer>,
  now: Date,
  by: AccountId | null = null,
): Result.Result<StockTaking | null, InvalidField | UnknownItem | CountBelowReserved> =>
  Result.gen(function* () {
    yield* quantityOnHand("counted", counted)
    yield* optionalText("reason", reason, STOCK_REASON_MAX_LENGTH)
    if (Result.isFailure(offer))
      return yield* Result.fail(new UnknownItem({ line: 0, product, variant, reason: offer.failure }))
    const { stockItem, onHand: from, reserved } = offer.success
    if (counted < reserved) return yield* Result.fail(new CountBelowReserved({ stockItem, counted, reserved }))
    if (counted === from) return null
    const kind = counted > from ? "surplus" : "shrinkage"
    return {
      from,
      level: { stockItem, onHand: counted },
      movements: [{ stockItem, kind, quantity: Math.abs(counted - from) }] as const,
      event: { _tag: "StockCounted", stockItem, product, variant, from, onHand: counted, reason, at: now } as const,
      by,
    }
  })

/** Returns the claim of a key on a stock-take. Two requests are equal if they count the same item with the same reason. */
export const claimOfStockTaking = (
  key: IdempotencyKey,
  { product, variant, counted, reason }: StockCount,
): IdempotencyClaim => ({ key, fingerprint: JSON.stringify(["count", product, variant, counted, reason]) })
