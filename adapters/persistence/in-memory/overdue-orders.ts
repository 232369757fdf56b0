import { Effect } from "effect"
import type { OverdueOrders } from "../../../application/ports/overdue-orders.ts"
import { snapshot } from "./orders.ts"
import type { Store } from "./store.ts"

/** The in-memory implementation of `OverdueOrders`. */
export const inMemoryOverdueOrders = (store: Store): OverdueOrders => ({
  unpaidSince: (before, limit) =>
    Effect.sync(() =>
      [...store.orders.values()]
        .filter(({ status, createdAt }) => status === "created" && createdAt < before)
        .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || a.id - b.id)
        .slice(0, limit)
        .map(snapshot),
    ),
})
