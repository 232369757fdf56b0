import type { Effect } from "effect"
import type { Order } from "../../domain/order/order.ts"

/** Unpaid orders, which reserve stock. */
export interface OverdueOrders {
  /**
   * Returns up to `limit` orders that are still `created` and were placed before a time, oldest first. Sets the time of
   * placing of `created` orders to `now` if it is later than `latestRecordedTime(now)`.
   */
  readonly unpaidSince: (before: Date, limit: number, now: Date) => Effect.Effect<ReadonlyArray<Order>>
}
