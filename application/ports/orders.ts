import type { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { Username } from "../../domain/account/identifier.ts"
import type { Order, OrderId } from "../../domain/order/order.ts"
import type { OrderStatus } from "../../domain/order/status.ts"

/** An order with its buyer's user name, or `null` when the account has none. */
export interface BuyerOrder extends Order {
  readonly username: Username | null
}

/** Selects orders by owner and status. Defaults to all statuses. */
export interface OrderSelection {
  readonly owner: AccountId | "all"
  readonly statuses?: ReadonlyArray<OrderStatus> | undefined
}

/** A range of a selection: the first `limit` orders, or the first `limit` orders after `after`. */
export interface OrderRange extends OrderSelection {
  readonly after?: OrderId | undefined
  readonly limit: number
}

/** Reads the orders of the shop. */
export interface Orders {
  readonly find: (order: OrderId) => Effect.Effect<Order | null>
  /**
   * Returns orders in ascending order of id. Returns fewer than `limit` only at the end of the selection. The cost does
   * not depend on where the range begins. Callers share the result and must not change it.
   */
  readonly page: (range: OrderRange) => Effect.Effect<ReadonlyArray<BuyerOrder>>
}
