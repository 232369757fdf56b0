import type { Effect } from "effect"
import type { Order } from "../../domain/order/order.ts"

/** Orders that hold stock and that nobody has paid for. */
export interface OverdueOrders {
  /** Some of the orders that are `created` still and were placed before a time, the oldest first. */
  readonly unpaidSince: (before: Date, limit: number) => Effect.Effect<ReadonlyArray<Order>>
}
