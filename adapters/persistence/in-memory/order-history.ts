import { Effect } from "effect"
import type { OrderHistory, OrderNoteConflict } from "../../../application/ports/order-history.ts"
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

  setNote: (id, note, _at, from) =>
    Effect.suspend((): Effect.Effect<boolean, OrderNoteConflict> => {
      if (!store.orders.has(id)) return Effect.succeed(false)
      if (from !== undefined && (store.orderNotes.get(id) ?? "") !== from)
        return Effect.fail({ _tag: "OrderNoteConflict" })
      store.orderNotes.set(id, note)
      store.lastEvent++
      return Effect.succeed(true)
    }),
})
