import { Effect } from "effect"
import type { OverdueOrders } from "../../../application/ports/overdue-orders.ts"
import { latestRecordedTime } from "../../../domain/recorded-time.ts"
import { snapshot } from "./orders.ts"
import type { Store } from "./store.ts"

/** The in-memory implementation of `OverdueOrders`. */
export const inMemoryOverdueOrders = (store: Store): OverdueOrders => ({
  unpaidSince: (before, limit, now) =>
    Effect.sync(() => {
      const latest = latestRecordedTime(now)
      for (const order of store.orders.values())
        if (order.status === "created" && order.createdAt > latest)
          store.orders.set(order.id, Object.freeze({ ...order, createdAt: new Date(now) }))
      return [...store.orders.values()]
        .filter(({ status, createdAt }) => status === "created" && createdAt < before)
        .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || a.id - b.id)
        .slice(0, limit)
        .map(snapshot)
    }),
})
