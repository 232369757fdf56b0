import { Effect } from "effect"
import type { Manager } from "../../domain/account/actor.ts"
import type { OrderId } from "../../domain/order/order.ts"
import type { BuyerOrder, Orders } from "../ports/orders.ts"
import { type OrderFilter, visibleOrders } from "./visible-orders.ts"

/** A page request: at most `limit` orders, from the beginning or after an order. */
export interface PageRequest extends OrderFilter {
  readonly after?: OrderId | undefined
  readonly limit: number
}

/** A page, and the order after which the next page begins, or `null` for the last page. */
export interface OrderPage {
  readonly orders: ReadonlyArray<BuyerOrder>
  readonly next: OrderId | null
}

/**
 * Returns one page of the orders that the actor may see, in ascending order of id. Walking the pages shows every order
 * that existed at the start exactly once, however many are placed meanwhile. Every page costs the same.
 */
export type PageOrders = (actor: Manager, request: PageRequest) => Effect.Effect<OrderPage>

export const makePageOrders =
  ({ orders }: { readonly orders: Orders }): PageOrders =>
  (actor, { after, limit, ...filter }) => {
    // An empty page would look like the last one.
    if (!Number.isSafeInteger(limit) || limit < 1)
      return Effect.die(new RangeError(`pageOrders: limit must be a whole number from 1, not ${limit}`))
    const selection = visibleOrders(actor, filter)
    if (selection === null) return Effect.succeed({ orders: [], next: null })
    // Reading one more order than the page holds shows whether there is another page.
    return Effect.map(orders.page({ ...selection, after, limit: limit + 1 }), (found) => {
      if (found.length <= limit) return { orders: found, next: null }
      return { orders: found.slice(0, limit), next: found[limit - 1]?.id ?? null }
    })
  }
