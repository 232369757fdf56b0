import { Effect, Option, Stream } from "effect"
import type { Manager } from "../../domain/account/actor.ts"
import type { OrderId } from "../../domain/order/order.ts"
import type { BuyerOrder, OrderSelection, Orders } from "../ports/orders.ts"
import { type OrderFilter, visibleOrders } from "./visible-orders.ts"

/** The number of orders read at once: more than most accounts have, and about 60 kB in a response. */
export const CHUNK_SIZE = 200

/** A list of any length: its first part, and a stream of the rest. */
export interface OrderList {
  readonly first: ReadonlyArray<BuyerOrder>
  /** Reads a chunk only when it is pulled. `null` when `first` is the whole list. */
  readonly rest: Stream.Stream<BuyerOrder> | null
}

/**
 * Lists the actor's own orders, or all orders for an admin, in ascending order of id: the first part immediately, the
 * rest as a stream. See {@link StreamOrders} for the guarantees of a long list.
 */
export type ListOrders = (actor: Manager, filter?: OrderFilter) => Effect.Effect<OrderList>

export const makeListOrders =
  ({ orders }: { readonly orders: Orders }): ListOrders =>
  (actor, filter = {}) => {
    const selection = visibleOrders(actor, filter)
    if (selection === null) return Effect.succeed(nothing)
    return Effect.map(orders.page({ ...selection, limit: CHUNK_SIZE }), (first) => {
      const last = lastOfFull(first)
      return { first, rest: last === undefined ? null : chunksAfter(orders, selection, last) }
    })
  }

/**
 * Returns the same list as one stream. Orders are read in chunks by id, each when it is pulled. Memory does not depend
 * on the length of the list, a slow consumer slows the reading, and no connection or transaction is held between
 * chunks.
 *
 * A stream is not a snapshot: each order appears as it was when its chunk was read. No order appears twice. Every order
 * that existed at the start and matched the filter throughout appears once. An order that is placed or changes its
 * status meanwhile may or may not appear.
 *
 * @example
 * const paid = shop.useCases.streamOrders(admin, { statuses: ["paid"] })
 * const sum = Stream.runFold(paid, () => 0, (sum, order) => sum + total(order))
 */
export type StreamOrders = (actor: Manager, filter?: OrderFilter) => Stream.Stream<BuyerOrder>

export const makeStreamOrders =
  ({ orders }: { readonly orders: Orders }): StreamOrders =>
  (actor, filter = {}) => {
    const selection = visibleOrders(actor, filter)
    return selection === null ? Stream.empty : chunksAfter(orders, selection, undefined)
  }

const chunksAfter = (orders: Orders, selection: OrderSelection, start: OrderId | undefined) =>
  Stream.paginate(start, (after) =>
    Effect.map(
      orders.page({ ...selection, after, limit: CHUNK_SIZE }),
      (chunk) => [chunk, Option.fromUndefinedOr(lastOfFull(chunk))] as const,
    ),
  )

/** Returns where to continue, or `undefined` after a chunk that was not full, which is the last one. */
const lastOfFull = (chunk: ReadonlyArray<BuyerOrder>): OrderId | undefined => chunk[CHUNK_SIZE - 1]?.id

const nothing: OrderList = { first: [], rest: null }
