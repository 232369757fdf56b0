import type { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { ProductId } from "../../domain/catalog/product.ts"
import type { OrderId } from "../../domain/order/order.ts"
import type { OrderStatus } from "../../domain/order/status.ts"
import type { BuyerOrder } from "./orders.ts"

/** The position of an order in lists by time of placing. Orders with equal times are in order of id. */
export interface OrderCursor {
  readonly createdAt: Date
  readonly id: OrderId
}

/** Selects orders. Every condition that is given must hold. */
export interface OrderQuery {
  readonly owner: AccountId | "all"
  /** Defaults to all statuses. An empty list selects nothing. */
  readonly statuses?: ReadonlyArray<OrderStatus> | undefined
  /** Placed at this time or later. */
  readonly placedFrom?: Date | undefined
  /** Placed before this time. */
  readonly placedBefore?: Date | undefined
  /** At least one line is for this product. */
  readonly product?: ProductId | undefined
  /** The phone number of the delivery. Two numbers are equal if their `lastDigits` are. */
  readonly phone?: string | undefined
  /** The order of the list, by time of placing. */
  readonly sort: "newest" | "oldest"
  /** The position after which the page begins. Defaults to the beginning. */
  readonly after?: OrderCursor | undefined
  readonly limit: number
}

/** Finds orders by conditions. */
export interface OrderSearch {
  /** Returns the first `limit` orders, each from one snapshot. The cost does not depend on where the page begins. */
  readonly page: (query: OrderQuery) => Effect.Effect<ReadonlyArray<BuyerOrder>>
}
