import { Data } from "effect"
import type { MissingOffer } from "../catalog/offer.ts"
import type { ProductId, VariantId } from "../catalog/product.ts"
import type { BrokenRule } from "../invalid-field.ts"
import type { IdempotencyKey } from "./idempotency-key.ts"
import type { OrderId } from "./order.ts"
import type { OrderStatus } from "./status.ts"

/** An order needs at least one line. */
export class EmptyOrder extends Data.TaggedError("EmptyOrder") {}

/** A line's quantity is not a whole number from 1. `line` counts from 0; restocking has that one alone. */
export class InvalidQuantity extends Data.TaggedError("InvalidQuantity")<{
  readonly line: number
  readonly quantity: number
  readonly rule: BrokenRule
}> {}

/** A line names something that is not sold. `line` counts from 0; restocking has that one alone. */
export class UnknownItem extends Data.TaggedError("UnknownItem")<{
  readonly line: number
  readonly product: ProductId
  readonly variant: VariantId | null
  readonly reason: MissingOffer
}> {}

/** Quantities or the total are beyond what can be counted exactly. */
export class OrderTooLarge extends Data.TaggedError("OrderTooLarge") {}

/** The status table has no such step. */
export class IllegalStatusChange extends Data.TaggedError("IllegalStatusChange")<{
  readonly order: OrderId
  readonly from: OrderStatus
  readonly to: OrderStatus
}> {}

/** No order has this id. */
export class UnknownOrder extends Data.TaggedError("UnknownOrder")<{
  readonly order: OrderId
}> {}

/** The account used this idempotency key before, for another wish. */
export class IdempotencyKeyReused extends Data.TaggedError("IdempotencyKeyReused")<{
  readonly key: IdempotencyKey
}> {}

/** Fewer pieces are available than the lines named (counted from 0) ask for together. */
export class InsufficientStock extends Data.TaggedError("InsufficientStock")<{
  readonly lines: ReadonlyArray<number>
  readonly requested: number
  readonly available: number
}> {}
