import { Result } from "effect"
import fc from "fast-check"
import { AccountId } from "../../../domain/account/account.ts"
import type { Offer } from "../../../domain/catalog/offer.ts"
import { changeStatus, type StatusChange } from "../../../domain/order/change-status.ts"
import {
  type Delivery,
  type NewOrder,
  type Order,
  OrderId,
  OrderLineId,
  subtotal,
} from "../../../domain/order/order.ts"
import {
  type OrderRequest,
  type Placement,
  placeOrder,
  type RequestedLine,
  withIds,
} from "../../../domain/order/place-order.ts"
import { nextStatuses, type OrderStatus, orderStatuses } from "../../../domain/order/status.ts"
import { anyAdjustments } from "./adjustments.ts"
import { anyMetadata } from "./metadata.ts"
import { anyOffer } from "./offers.ts"
import { anyTime } from "./values.ts"

/**
 * Generates any status, whether reachable or not. Shrinks to `created`.
 *
 * @example
 * fc.assert(fc.property(anyStatus, (status) => isOrderStatus(status)))
 */
export const anyStatus: fc.Arbitrary<OrderStatus> = fc.constantFrom(...orderStatuses)

/**
 * Generates a delivery address or `null`. Shrinks to `null`.
 *
 * @example
 * fc.assert(fc.property(anyDelivery, (delivery) => delivery === null || delivery.address.isWellFormed()))
 */
export const anyDelivery: fc.Arbitrary<Delivery | null> = fc.option(
  fc.record({ address: fc.string(), phone: fc.string() }),
)

/** A requested line with the offer for it. */
export interface OfferedLine {
  readonly line: RequestedLine
  readonly offer: Offer
}

/**
 * Generates a line of 1 to 1000 pieces, small enough that any twelve lines form a valid order, with or without metadata.
 * Shrinks to one piece of product 1.
 *
 * @example
 * fc.assert(fc.property(anyOfferedLine, ({ line, offer }) => line.product === offer.product))
 */
export const anyOfferedLine: fc.Arbitrary<OfferedLine> = fc
  .record({
    offer: anyOffer,
    quantity: fc.integer({ min: 1, max: 1000 }),
    described: fc.record({ metadata: anyMetadata }, { requiredKeys: [] }),
  })
  .map(({ offer, quantity, described }) => ({
    line: { product: offer.product, variant: offer.variant, quantity, ...described },
    offer,
  }))

/**
 * Generates a request of 1 to 12 lines with the offer for each. Several lines may name the same stock item. Shrinks to
 * one piece of product 1 for account 1.
 *
 * @example
 * const decided = fc.property(anyOrderRequest, ({ request, offers }) =>
 *   Result.isSuccess(placeOrder(request, offers.map(Result.succeed), new Date())),
 * )
 * fc.assert(decided)
 */
export const anyOrderRequest: fc.Arbitrary<{ readonly request: OrderRequest; readonly offers: ReadonlyArray<Offer> }> =
  fc
    .record({
      account: fc.integer({ min: 1, max: 9 }),
      lines: fc.array(anyOfferedLine, { minLength: 1, maxLength: 12 }),
      delivery: anyDelivery,
      metadata: fc.option(anyMetadata, { nil: null }),
    })
    .map(({ account, lines, delivery, metadata }) => ({
      request: { account: AccountId(account), lines: lines.map(({ line }) => line), delivery, metadata },
      offers: lines.map(({ offer }) => offer),
    }))

/**
 * Generates a placement as the domain decides it, with adjustments of a pricing policy. Shrinks to one piece of product 1.
 *
 * @example
 * fc.assert(fc.property(anyPlacement, ({ movements }) => movements.every(({ kind }) => kind === "reserve")))
 */
export const anyPlacement: fc.Arbitrary<Placement> = fc
  .record({ request: anyOrderRequest, at: anyTime })
  .map(({ request: { request, offers }, at }) =>
    Result.getOrThrow(
      placeOrder(
        request,
        offers.map((offer) => Result.succeed(offer)),
        at,
      ),
    ),
  )
  .chain((placement) =>
    anyAdjustments(subtotal(placement.order)).map((adjustments) => ({
      ...placement,
      order: { ...placement.order, adjustments },
    })),
  )

/**
 * Generates a new order without an id. Shrinks to one line of one piece.
 *
 * @example
 * fc.assert(fc.property(anyNewOrder, (order) => Number.isSafeInteger(total(order))))
 */
export const anyNewOrder: fc.Arbitrary<NewOrder> = anyPlacement.map(({ order }) => order)

/**
 * Generates a legal sequence of statuses that starts with `created`. Shrinks to `created`.
 *
 * @example
 * fc.assert(fc.property(anyHistory, (history) => history[0] === "created"))
 */
export const anyHistory: fc.Arbitrary<ReadonlyArray<OrderStatus>> = fc
  .array(fc.nat(orderStatuses.length - 1), { maxLength: 3 })
  .map((choices) => {
    const history: Array<OrderStatus> = ["created"]
    for (const choice of choices) {
      const next = nextStatuses(history.at(-1) ?? "created")
      const status = next[choice % Math.max(1, next.length)]
      if (status !== undefined) history.push(status)
    }
    return history
  })

/**
 * Generates a stored order that was just placed. Shrinks to one line of one piece.
 *
 * @example
 * fc.assert(fc.property(anyPlacedOrder, (order) => Result.isSuccess(changeStatus(order, "paid", new Date()))))
 */
export const anyPlacedOrder: fc.Arbitrary<Order> = anyPlacement.map((placement) => {
  const lineIds = placement.order.lines.map((_, index) => OrderLineId(index + 1))
  return withIds(placement, OrderId(1), lineIds).order
})

/**
 * Generates a stored order after a history of legal decisions. Shrinks to an order that was just placed.
 *
 * @example
 * const goesOn = fc.property(anyOrder, (order) =>
 *   nextStatuses(order.status).every((to) => Result.isSuccess(changeStatus(order, to, new Date()))),
 * )
 * fc.assert(goesOn)
 */
export const anyOrder: fc.Arbitrary<Order> = fc
  .record({ placed: anyPlacedOrder, history: anyHistory })
  .map(({ placed, history }) =>
    history.slice(1).reduce((before, to) => {
      const change = Result.getOrThrow(changeStatus(before, to, before.updatedAt))
      return change === null ? before : change.order
    }, placed),
  )

const YEAR = 365 * 24 * 60 * 60 * 1000

/**
 * Generates a legal status change, within a year of the previous one. Shrinks to the payment of a new order.
 *
 * @example
 * fc.assert(fc.property(anyStatusChange, ({ event }) => nextStatuses(event.from).includes(event.to)))
 */
export const anyStatusChange: fc.Arbitrary<StatusChange> = fc
  .record({ order: anyOrder, choice: fc.nat(orderStatuses.length), later: fc.nat(YEAR) })
  .map(({ order, choice, later }) => {
    const next = nextStatuses(order.status)
    const to = next[choice % Math.max(1, next.length)] ?? order.status
    return Result.getOrThrow(changeStatus(order, to, new Date(order.updatedAt.getTime() + later)))
  })
  // A final status allows no change.
  .filter((change) => change !== null)
