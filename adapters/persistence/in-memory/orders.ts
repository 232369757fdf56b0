import { Effect } from "effect"
import type { Orders } from "../../../application/ports/orders.ts"
import type { Order } from "../../../domain/order/order.ts"
import { existing, type Store } from "./store.ts"

/** The orders to read, in memory. */
export const inMemoryOrders = (store: Store): Orders => ({
  find: (id) =>
    Effect.sync(() => {
      const order = store.orders.get(id)
      return order === undefined ? null : snapshot(order)
    }),

  list: (owner) =>
    Effect.sync(() =>
      [...store.orders.values()]
        .filter((order) => owner === "everybody" || order.account === owner)
        .map((order) => {
          const { username } = existing(store.accounts, order.account, "account").account
          return Object.freeze({ ...snapshot(order), username })
        }),
    ),
})

/** An order to hand out. The dates are copies, for freezing does not keep a `Date` from being set. */
export const snapshot = (order: Order): Order =>
  Object.freeze({ ...order, createdAt: new Date(order.createdAt), updatedAt: new Date(order.updatedAt) })
