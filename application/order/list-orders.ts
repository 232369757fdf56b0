import { Effect, Option, Stream } from "effect"
import type { Actor } from "../../domain/account/actor.ts"
import type { OrderId } from "../../domain/order/order.ts"
import type { BuyerOrder, OrderSelection, Orders } from "../ports/orders.ts"
import { type OrderFilter, visibleOrders } from "./visible-orders.ts"

/** How many orders are read at once: more than most people have; some sixty kilobytes on the wire. */
export const PORTION = 200

/** A list that may be of any length: its beginning, and how to read on where that is not all. */
export interface OrderList {
  readonly first: ReadonlyArray<BuyerOrder>
  /** Reads a portion when it is pulled and not before; `null` where `first` is all there is. */
  readonly rest: Stream.Stream<BuyerOrder> | null
}

/**
 * The actor's own orders, for an admin everybody's, in ascending order of id: the first portion at once, the rest as
 * a stream. See {@link StreamOrders} for what a long one shows.
 */
export type ListOrders = (actor: Actor, filter?: OrderFilter) => Effect.Effect<OrderList>

export const makeListOrders =
  ({ orders }: { readonly orders: Orders }): ListOrders =>
  (actor, filter = {}) => {
    const selection = visibleOrders(actor, filter)
    if (selection === null) return Effect.succeed(nothing)
    return Effect.map(orders.page({ ...selection, limit: PORTION }), (first) => {
      const last = lastOfFull(first)
      return { first, rest: last === undefined ? null : portionsAfter(orders, selection, last) }
    })
  }

/**
 * The same list as one stream. It is read in portions by id, each as it is asked for: memory stays the same however
 * many orders there are, a slow consumer slows the reading, and between portions nothing is held, no connection and
 * no transaction.
 *
 * A stream that runs for a minute is therefore no picture of one moment: each order shows as it was when its portion
 * was read. None comes twice. Every order that was there when the stream began, and matches the filter all along, comes
 * once; one that is placed, or changes its status, meanwhile may come or not.
 *
 * @example
 * const paid = shop.useCases.streamOrders(admin, { statuses: ["paid"] })
 * const sum = Stream.runFold(paid, () => 0, (sum, order) => sum + total(order))
 */
export type StreamOrders = (actor: Actor, filter?: OrderFilter) => Stream.Stream<BuyerOrder>

export const makeStreamOrders =
  ({ orders }: { readonly orders: Orders }): StreamOrders =>
  (actor, filter = {}) => {
    const selection = visibleOrders(actor, filter)
    return selection === null ? Stream.empty : portionsAfter(orders, selection, undefined)
  }

const portionsAfter = (orders: Orders, selection: OrderSelection, start: OrderId | undefined) =>
  Stream.paginate(start, (after) =>
    Effect.map(
      orders.page({ ...selection, after, limit: PORTION }),
      (portion) => [portion, Option.fromUndefinedOr(lastOfFull(portion))] as const,
    ),
  )

/** Where to read on; `undefined` after a portion that was not full, behind which there is nothing. */
const lastOfFull = (portion: ReadonlyArray<BuyerOrder>): OrderId | undefined => portion[PORTION - 1]?.id

const nothing: OrderList = { first: [], rest: null }
