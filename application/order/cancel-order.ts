import { Effect } from "effect"
import type { Manager } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import { cancelOrder as decideCancellation } from "../../domain/order/cancel-order.ts"
import { type IllegalStatusChange, UnknownOrder } from "../../domain/order/errors.ts"
import type { Order, OrderId } from "../../domain/order/order.ts"
import { decideAgain } from "../decide-again.ts"
import type { ChangeOrderStatusPorts } from "./change-order-status.ts"

export interface CancelOrderPorts extends ChangeOrderStatusPorts {
  readonly buyersCancel: boolean
}

/**
 * Cancels an order and releases its stock. Buyers cancel their own orders while these are `created`, in a shop with
 * `buyersCancel`; admins cancel any order by the legal steps. An order of another account is reported as unknown.
 * Cancelling a cancelled order is a no-op.
 */
export type CancelOrder = (
  actor: Manager,
  order: OrderId,
) => Effect.Effect<Order, UnknownOrder | IllegalStatusChange | NotPermitted>

export const makeCancelOrder = ({ orders, ledger, clock, buyersCancel }: CancelOrderPorts): CancelOrder => {
  const cancelOrder = Effect.fnUntraced(function* (...[actor, id]: Parameters<CancelOrder>) {
    const order = yield* orders.find(id)
    if (order === null || !(actor.isAdmin || order.account === actor.id)) return yield* new UnknownOrder({ order: id })
    const change = yield* Effect.fromResult(decideCancellation(order, actor, buyersCancel, clock.now()))
    if (change === null) return order
    return yield* Effect.as(ledger.recordStatusChange(change), change.order)
  })
  return (actor, id) => decideAgain("OrderStatusConflict", cancelOrder(actor, id))
}
