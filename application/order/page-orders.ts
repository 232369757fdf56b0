import { Effect } from "effect"
import type { Actor } from "../../domain/account/actor.ts"
import type { OrderId } from "../../domain/order/order.ts"
import type { BuyerOrder, Orders } from "../ports/orders.ts"
import { type OrderFilter, visibleOrders } from "./visible-orders.ts"

/** Which page of a list: at most `limit` orders, from the beginning or behind an order. */
export interface PageRequest extends OrderFilter {
  readonly after?: OrderId | undefined
  readonly limit: number
}

/** A page, and the order behind which the next one begins; `null` where there is none. */
export interface OrderPage {
  readonly orders: ReadonlyArray<BuyerOrder>
  readonly next: OrderId | null
}

/**
 * One page of what the actor may see, in ascending order of id. A walk from page to page shows every order that was
 * there when it began, once, however many are placed meanwhile, and each page costs the same.
 */
export type PageOrders = (actor: Actor, wish: PageRequest) => Effect.Effect<OrderPage>

export const makePageOrders =
  ({ orders }: { readonly orders: Orders }): PageOrders =>
  (actor, { after, limit, ...filter }) => {
    // An empty page would be taken for the last one.
    if (!Number.isSafeInteger(limit) || limit < 1)
      return Effect.die(new RangeError(`pageOrders: limit must be a whole number from 1, and is ${limit}`))
    const selection = visibleOrders(actor, filter)
    if (selection === null) return Effect.succeed({ orders: [], next: null })
    // One more than is shown tells whether there is another page.
    return Effect.map(orders.page({ ...selection, after, limit: limit + 1 }), (found) => {
      if (found.length <= limit) return { orders: found, next: null }
      return { orders: found.slice(0, limit), next: found[limit - 1]?.id ?? null }
    })
  }
