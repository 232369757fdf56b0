import type { AccountId } from "../account/account.ts"
import type { Order } from "./order.ts"
import type { OrderStatus } from "./status.ts"

/** A step in the history of an order: the status that it reached, when, on whose behalf, and why. */
export interface OrderStep {
  readonly status: OrderStatus
  readonly at: Date
  /** `null` for a step that the shop took by itself, such as the expiry of an unpaid order, or that is not known. */
  readonly by: AccountId | null
  /** Why the order was cancelled. Buyers see it. Empty if no reason was given. */
  readonly reason: string
}

/**
 * Returns the history of an order: its placing and its recorded status changes, oldest first.
 *
 * @example
 * const [placing] = orderHistory(order, []) // { status: "created", at: order.createdAt, by: order.account, reason: "" }
 */
export const orderHistory = (
  { account, createdAt }: Pick<Order, "account" | "createdAt">,
  changes: ReadonlyArray<OrderStep>,
): ReadonlyArray<OrderStep> => [{ status: "created", at: new Date(createdAt), by: account, reason: "" }, ...changes]
