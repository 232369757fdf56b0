import { Data } from "effect"
import type { MissingOffer } from "../catalog/offer.ts"
import type { ProductId, VariantId } from "../catalog/product.ts"
import type { BrokenRule } from "../invalid-field.ts"
import type { IdempotencyKey } from "./idempotency-key.ts"
import type { OrderId } from "./order.ts"
import type { OrderStatus } from "./status.ts"

/**
 * An order needs at least one line.
 *
 * @example
 * const placed = await shop.placeOrder(buyer, { lines })
 * if (!placed.ok && placed.error._tag === "EmptyOrder") console.log("The basket is empty.")
 */
export class EmptyOrder extends Data.TaggedError("EmptyOrder") {}

/**
 * A line's quantity is not a whole number from 1. `line` counts from 0. It is 0 for restocking.
 *
 * @example
 * const placed = await shop.placeOrder(buyer, { lines })
 * if (!placed.ok && placed.error._tag === "InvalidQuantity") console.log(placed.error.line, placed.error.rule.kind)
 */
export class InvalidQuantity extends Data.TaggedError("InvalidQuantity")<{
  readonly line: number
  readonly quantity: number
  readonly rule: BrokenRule
}> {}

/**
 * A line names an item that cannot be ordered. `line` counts from 0. It is 0 for restocking.
 *
 * @example
 * const placed = await shop.placeOrder(buyer, { lines })
 * if (!placed.ok && placed.error._tag === "UnknownItem") console.log(placed.error.line, placed.error.reason)
 */
export class UnknownItem extends Data.TaggedError("UnknownItem")<{
  readonly line: number
  readonly product: ProductId
  readonly variant: VariantId | null
  readonly reason: MissingOffer
}> {}

/**
 * The quantities or the total are too large to be represented exactly.
 *
 * @example
 * const placed = await shop.placeOrder(buyer, { lines })
 * if (!placed.ok && placed.error._tag === "OrderTooLarge") console.log("Please order less at once.")
 */
export class OrderTooLarge extends Data.TaggedError("OrderTooLarge") {}

/**
 * The account already has `max` orders in status `created`, the most that the shop allows.
 *
 * @example
 * const placed = await shop.placeOrder(buyer, { lines })
 * if (!placed.ok && placed.error._tag === "TooManyUnpaidOrders") console.log(`Pay one of ${placed.error.max} orders first.`)
 */
export class TooManyUnpaidOrders extends Data.TaggedError("TooManyUnpaidOrders")<{
  readonly max: number
}> {}

/**
 * The order's status does not allow this change.
 *
 * @example
 * const paid = await shop.changeOrderStatus(admin, { order: order.id, status: "paid" })
 * if (!paid.ok && paid.error._tag === "IllegalStatusChange") console.log(`It is ${paid.error.from} already.`)
 */
export class IllegalStatusChange extends Data.TaggedError("IllegalStatusChange")<{
  readonly order: OrderId
  readonly from: OrderStatus
  readonly to: OrderStatus
}> {}

/**
 * No order has this id.
 *
 * @example
 * const paid = await shop.changeOrderStatus(admin, { order: OrderId(7), status: "paid" })
 * if (!paid.ok && paid.error._tag === "UnknownOrder") console.log(`There is no order ${paid.error.order}.`)
 */
export class UnknownOrder extends Data.TaggedError("UnknownOrder")<{
  readonly order: OrderId
}> {}

/**
 * The shop's note about an order has changed since the one that a new note is based on.
 *
 * @example
 * const noted = await shop.noteOrder(admin, { order: OrderId(7), note: "Ring twice", from: "Ring once" })
 * if (!noted.ok && noted.error._tag === "OrderNoteChanged") console.log("Read the note again.")
 */
export class OrderNoteChanged extends Data.TaggedError("OrderNoteChanged")<{
  readonly order: OrderId
}> {}

/**
 * The metadata of an order has changed since the one that a change is based on.
 *
 * @example
 * const changed = await shop.changeOrderMetadata(admin, { order: OrderId(7), metadata: { parcel: 2 }, from: null })
 * if (!changed.ok && changed.error._tag === "OrderMetadataChanged") console.log("Read the order again.")
 */
export class OrderMetadataChanged extends Data.TaggedError("OrderMetadataChanged")<{
  readonly order: OrderId
}> {}

/**
 * The account used this idempotency key before, for a different order.
 *
 * @example
 * const placed = await shop.placeOrder(buyer, { lines, idempotencyKey: checkout })
 * if (!placed.ok && placed.error._tag === "IdempotencyKeyReused") console.log(`${placed.error.key} was another order.`)
 */
export class IdempotencyKeyReused extends Data.TaggedError("IdempotencyKeyReused")<{
  readonly key: IdempotencyKey
}> {}

/**
 * Fewer units are available than the named lines (counted from 0) request together.
 *
 * @example
 * const placed = await shop.placeOrder(buyer, { lines })
 * if (!placed.ok && placed.error._tag === "InsufficientStock") console.log(placed.error.available)
 */
export class InsufficientStock extends Data.TaggedError("InsufficientStock")<{
  readonly lines: ReadonlyArray<number>
  readonly requested: number
  readonly available: number
}> {}

/**
 * The host's order policy refuses the order. `refusal` is what the policy returned.
 *
 * @example
 * const policies = { order: ({ offers }: OrderProposal) => (offers.length > 9 ? { most: 9 } : null) }
 * const strict = await openShop({ database: "memory", policies })
 * const placed = await strict.placeOrder(buyer, { lines })
 * if (!placed.ok && placed.error._tag === "OrderRefused") console.log(placed.error.refusal.most)
 */
export class OrderRefused<Refusal = unknown> extends Data.TaggedError("OrderRefused")<{
  readonly refusal: Refusal
}> {}

/**
 * The host's status policy refuses the status change. `refusal` is what the policy returned.
 *
 * @example
 * const strict = await openShop({ database: "memory", policies: { status: () => "never" } })
 * const paid = await strict.changeOrderStatus(admin, { order: order.id, status: "paid" })
 * if (!paid.ok && paid.error._tag === "StatusChangeRefused") console.log(paid.error.refusal)
 */
export class StatusChangeRefused<Refusal = unknown> extends Data.TaggedError("StatusChangeRefused")<{
  readonly refusal: Refusal
}> {}

/**
 * The shop accepts orders only from accounts. The setting `guestOrders` changes this.
 *
 * @example
 * const guest = { email: "mia@example.com", firstName: "Mia" }
 * const placed = await shop.placeGuestOrder({ guest, lines, delivery: { address: "1 Park Street", phone: "" } })
 * if (!placed.ok && placed.error._tag === "GuestsNotAllowed") console.log("Register, please.")
 */
export class GuestsNotAllowed extends Data.TaggedError("GuestsNotAllowed") {}
