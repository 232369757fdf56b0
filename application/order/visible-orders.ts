import type { AccountId } from "../../domain/account/account.ts"
import type { Actor } from "../../domain/account/actor.ts"
import type { OrderStatus } from "../../domain/order/status.ts"
import type { OrderSelection } from "../ports/orders.ts"

/** What to show of the orders that somebody may see: all of them unless told. */
export interface OrderFilter {
  readonly owner?: AccountId | undefined
  readonly statuses?: ReadonlyArray<OrderStatus> | undefined
}

/**
 * What a filter leaves of the orders that the actor may see: everybody's for an admin, or else the actor's own. `null`
 * where it asks for somebody else's, of which the actor sees none.
 */
export const visibleOrders = (actor: Actor, { owner, statuses }: OrderFilter): OrderSelection | null => {
  if (actor.isAdmin) return { owner: owner ?? "everybody", statuses }
  return owner === undefined || owner === actor.id ? { owner: actor.id, statuses } : null
}
