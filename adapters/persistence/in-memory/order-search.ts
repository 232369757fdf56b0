import { Effect } from "effect"
import type { OrderCursor, OrderQuery, OrderSearch } from "../../../application/ports/search.ts"
import { lastDigits } from "../../../domain/order/last-digits.ts"
import type { Order } from "../../../domain/order/order.ts"
import { buyerOrder } from "./orders.ts"
import type { Store } from "./store.ts"

/** The in-memory implementation of `OrderSearch`. Reads all orders. */
export const inMemoryOrderSearch = (store: Store): OrderSearch => ({
  page: (query) =>
    Effect.sync(() => {
      const { sort, after, limit } = query
      const direction = sort === "oldest" ? 1 : -1
      const inOrder = (a: OrderCursor, b: OrderCursor) =>
        direction * (a.createdAt.getTime() - b.createdAt.getTime() || a.id - b.id)
      return [...store.orders.values()]
        .filter((order) => matches(order, query) && (after === undefined || inOrder(after, order) < 0))
        .toSorted(inOrder)
        .slice(0, limit)
        .map((order) => buyerOrder(store, order))
    }),
})

const matches = (order: Order, { owner, statuses, placedFrom, placedBefore, product, phone }: OrderQuery): boolean =>
  (owner === "all" || order.account === owner) &&
  (statuses === undefined || statuses.includes(order.status)) &&
  (placedFrom === undefined || order.createdAt >= placedFrom) &&
  (placedBefore === undefined || order.createdAt < placedBefore) &&
  (product === undefined || order.lines.some((line) => line.product === product)) &&
  (phone === undefined || (order.delivery !== null && lastDigits(order.delivery.phone) === lastDigits(phone)))
