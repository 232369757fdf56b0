import type { OrderPolicy } from "../../domain/order/order-policy.ts"
import type { StatusPolicy } from "../../domain/order/status-policy.ts"

/** The rules of the host about orders: pure, synchronous functions over plain data. Each is optional. */
export interface Policies<OrderRefusal = unknown, StatusRefusal = unknown> {
  /** Accepts or refuses new orders. */
  readonly order?: OrderPolicy<OrderRefusal> | undefined
  /** Decides who may change which status. */
  readonly status?: StatusPolicy<StatusRefusal> | undefined
}
