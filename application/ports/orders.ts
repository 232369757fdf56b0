import type { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { Username } from "../../domain/account/identifier.ts"
import type { Order, OrderId } from "../../domain/order/order.ts"
import type { OrderStatus } from "../../domain/order/status.ts"

/** An order together with its buyer's user name, `null` where the account has none. */
export interface BuyerOrder extends Order {
  readonly username: Username | null
}

/** Whose orders, and in which statuses: all of them unless told. */
export interface OrderSelection {
  readonly owner: AccountId | "everybody"
  readonly statuses?: ReadonlyArray<OrderStatus> | undefined
}

/** A stretch of a selection: the first `limit` orders, or the first behind `after`. */
export interface OrderRange extends OrderSelection {
  readonly after?: OrderId | undefined
  readonly limit: number
}

/** The orders of the shop, to read. */
export interface Orders {
  readonly find: (order: OrderId) => Effect.Effect<Order | null>
  /**
   * In ascending order of id; fewer than `limit` only where no more are left. It costs the same wherever the stretch
   * begins, and holds nothing once it is read. What it hands over is shared between callers and must not be changed.
   */
  readonly page: (stretch: OrderRange) => Effect.Effect<ReadonlyArray<BuyerOrder>>
}
