import { Effect } from "effect"
import type { OrderHistory } from "../../../application/ports/order-history.ts"
import { orderHistory } from "../../../domain/order/history.ts"
import { buyerOrder } from "./orders.ts"
import type { Store } from "./store.ts"

/** The in-memory implementation of `OrderHistory`. */
export const inMemoryOrderHistory = (store: Store): OrderHistory => ({
  find: (id) =>
    Effect.sync(() => {
      const order = store.orders.get(id)
      if (order === undefined) return null
      const changes = (store.orderSteps.get(id) ?? []).map((step) => ({ ...step, at: new Date(step.at) }))
      return {
        order: buyerOrder(store, order),
        steps: orderHistory(order, changes),
        note: store.orderNotes.get(id) ?? "",
      }
    }),

  setNote: (id, note) =>
    Effect.sync(() => {
      if (!store.orders.has(id)) return false
      store.orderNotes.set(id, note)
      store.lastEvent++
      return true
    }),
})
