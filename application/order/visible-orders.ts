import type { AccountId } from "../../domain/account/account.ts"
import type { Manager } from "../../domain/account/actor.ts"
import type { OrderStatus } from "../../domain/order/status.ts"
import type { OrderSelection } from "../ports/orders.ts"

/** A filter on the orders that the actor may see. Defaults to all of them. */
export interface OrderFilter {
  readonly owner?: AccountId | undefined
  readonly statuses?: ReadonlyArray<OrderStatus> | undefined
}

/**
 * Applies a filter to the orders that the actor may see: all orders for an admin, otherwise the actor's own. Returns
 * `null` when the filter names another account's orders, because the actor may see none of them.
 */
export const visibleOrders = (actor: Manager, { owner, statuses }: OrderFilter): OrderSelection | null => {
  if (actor.isAdmin) return { owner: owner ?? "all", statuses }
  return owner === undefined || owner === actor.id ? { owner: actor.id, statuses } : null
}
