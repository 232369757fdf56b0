import type { Effect } from "effect"
import type { Order } from "../../domain/order/order.ts"

/** Unpaid orders, which reserve stock. */
export interface OverdueOrders {
  /** Returns up to `limit` orders that are still `created` and were placed before a time, oldest first. */
  readonly unpaidSince: (before: Date, limit: number) => Effect.Effect<ReadonlyArray<Order>>
}
