import { Effect } from "effect"
import type { Actor } from "../../domain/account/actor.ts"
import type { UnknownAccount } from "../../domain/account/errors.ts"
import { type IdempotencyKeyReused, InsufficientStock } from "../../domain/order/errors.ts"
import { claimOf } from "../../domain/order/idempotency.ts"
import type { IdempotencyKey } from "../../domain/order/idempotency-key.ts"
import type { Delivery } from "../../domain/order/order.ts"
import {
  type OrderRequest,
  type PlacementError,
  placeOrder,
  type RequestedLine,
} from "../../domain/order/place-order.ts"
import type { Offers } from "../ports/catalog.ts"
import type { Clock } from "../ports/clock.ts"
import type { OrderLedger } from "../ports/order-ledger.ts"
import type { BuyerOrder } from "../ports/orders.ts"

export interface PlaceOrderPorts {
  readonly offers: Offers
  readonly ledger: OrderLedger
  readonly clock: Clock
}

/** One line as a buyer asks for it: a variant of a product, or without one the product itself. */
export interface RequestedItem extends Omit<RequestedLine, "variant"> {
  readonly variant?: RequestedLine["variant"] | undefined
}

/** What a buyer asks for; the buyer is the actor. */
export interface PlaceOrderCommand {
  readonly lines: ReadonlyArray<RequestedItem>
  /** Where it goes; nothing where it is fetched. */
  readonly delivery?: Delivery | null | undefined
  /**
   * Makes it safe to send the command again: the same key and wish by the same account gives the first answer again,
   * for 24 hours at least. Without a key every command is an order of its own.
   */
  readonly idempotencyKey?: IdempotencyKey | undefined
}

/** Why an order is not placed. Nothing was written, and no stock was taken. */
export type PlaceOrderError = PlacementError | InsufficientStock | UnknownAccount | IdempotencyKeyReused

/** Places an order and reserves its stock, or changes nothing at all. */
export type PlaceOrder = (actor: Actor, command: PlaceOrderCommand) => Effect.Effect<BuyerOrder, PlaceOrderError>

export const makePlaceOrder = ({ offers, ledger, clock }: PlaceOrderPorts): PlaceOrder =>
  Effect.fnUntraced(function* (actor, { lines: requestedItems, delivery = null, idempotencyKey }) {
    const lines = requestedItems.map(({ product, variant = null, quantity }) => ({ product, variant, quantity }))
    const request: OrderRequest = { account: actor.id, lines, delivery }
    const claim = idempotencyKey === undefined ? null : claimOf(idempotencyKey, request)
    const known = yield* offers.offersFor(lines)
    const decided = placeOrder(request, known, clock.now())
    if (decided._tag === "Failure") {
      // What is refused today may have been sold when the key was first used: then that was the answer.
      const before = claim === null ? null : yield* ledger.recall(actor.id, claim)
      return before === null ? yield* decided.failure : { ...before, username: actor.username }
    }
    const placement = decided.success
    const order = yield* (claim === null ? ledger.record(placement) : ledger.recordOnce(placement, claim)).pipe(
      Effect.catchTag("OutOfStock", ({ stockItem, requested, available }) => {
        const short = placement.order.lines.flatMap((line, index) => (line.stockItem === stockItem ? [index] : []))
        return Effect.fail(new InsufficientStock({ lines: short, requested, available }))
      }),
    )
    return { ...order, username: actor.username }
  })
