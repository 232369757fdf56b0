import { Result } from "effect"
import fc from "fast-check"
import { AccountId } from "../../../domain/account/account.ts"
import type { Offer } from "../../../domain/catalog/offer.ts"
import { changeStatus } from "../../../domain/order/change-status.ts"
import { type Delivery, type NewOrder, type Order, OrderId, OrderLineId } from "../../../domain/order/order.ts"
import { type OrderRequest, type Placement, placeOrder, type RequestedLine } from "../../../domain/order/place-order.ts"
import { nextStatuses, type OrderStatus, orderStatuses } from "../../../domain/order/status.ts"
import { anyOffer } from "./catalog.ts"
import { anyTime } from "./values.ts"

/** Any status, legal to come to or not. */
export const anyStatus: fc.Arbitrary<OrderStatus> = fc.constantFrom(...orderStatuses)

/** Where an order goes, or nothing said; shrinks to nothing. */
export const anyDelivery: fc.Arbitrary<Delivery | null> = fc.option(
  fc.record({ address: fc.string(), phone: fc.string() }),
)

/** A line that a buyer may ask for, and what the shop offers under it. */
export interface OfferedLine {
  readonly line: RequestedLine
  readonly offer: Offer
}

/** A line of 1 to 1000 pieces, small enough for any twelve of them to be one order. */
export const anyOfferedLine: fc.Arbitrary<OfferedLine> = fc
  .record({ offer: anyOffer, quantity: fc.integer({ min: 1, max: 1000 }) })
  .map(({ offer, quantity }) => ({ line: { product: offer.product, variant: offer.variant, quantity }, offer }))

/**
 * What a buyer asks for, and what the shop offers under each line: 1 to 12 lines, several of one SKU among them.
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
    })
    .map(({ account, lines, delivery }) => ({
      request: { account: AccountId(account), lines: lines.map(({ line }) => line), delivery },
      offers: lines.map(({ offer }) => offer),
    }))

/** A placement as the domain decides it. */
export const anyPlacement: fc.Arbitrary<Placement> = fc
  .record({ wish: anyOrderRequest, at: anyTime })
  .map(({ wish: { request, offers }, at }) =>
    Result.getOrThrow(
      placeOrder(
        request,
        offers.map((offer) => Result.succeed(offer)),
        at,
      ),
    ),
  )

/** An order just placed, not numbered yet. */
export const anyNewOrder: fc.Arbitrary<NewOrder> = anyPlacement.map(({ order }) => order)

/** A way that an order can go, `created` first, each step legal; shrinks to `created` alone. */
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
 * An order as a store holds it after some history, by the domain's own decisions; shrinks to one just placed.
 *
 * @example
 * const goesOn = fc.property(anyOrder, (order) =>
 *   nextStatuses(order.status).every((to) => Result.isSuccess(changeStatus(order, to, new Date()))),
 * )
 * fc.assert(goesOn)
 */
export const anyOrder: fc.Arbitrary<Order> = fc
  .record({ placed: anyNewOrder, history: anyHistory })
  .map(({ placed, history }) => {
    const lines = placed.lines.map((line, index) => ({ ...line, id: OrderLineId(index + 1) }))
    const order: Order = { ...placed, id: OrderId(1), lines }
    return history.slice(1).reduce((before, to) => {
      const change = Result.getOrThrow(changeStatus(before, to, before.updatedAt))
      return change === null ? before : change.order
    }, order)
  })
