import { Effect } from "effect"
import type { Manager } from "../../domain/account/actor.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import { cancelReason, cancelOrder as decideCancellation } from "../../domain/order/cancel-order.ts"
import { changeStatus } from "../../domain/order/change-status.ts"
import { UnknownOrder } from "../../domain/order/errors.ts"
import type { Order, OrderId } from "../../domain/order/order.ts"
import { judgeStatusChange } from "../../domain/order/status-policy.ts"
import { decideAgain } from "../decide-again.ts"
import type { GuestPorts } from "../ports/store-ports.ts"
import type { ChangeOrderStatusPorts, StatusChangeError } from "./change-order-status.ts"
import { isOwn } from "./claimed-guests.ts"

export interface CancelOrderPorts extends ChangeOrderStatusPorts {
  readonly buyersCancel: boolean
  readonly guests?: GuestPorts | undefined
}

/**
 * Cancels an order and releases its stock. Buyers cancel their own orders while these are `created`, in a shop with
 * `buyersCancel`; admins cancel any order by the legal steps. An order of another account is reported as unknown.
 * Cancelling a cancelled order is a no-op. The history keeps the reason, up to 500 characters, which buyers see. It
 * defaults to no reason.
 */
export type CancelOrder = (
  actor: Manager,
  order: OrderId,
  reason?: string | undefined,
) => Effect.Effect<Order, StatusChangeError | InvalidField>

export const makeCancelOrder = ({
  orders,
  ledger,
  clock,
  buyersCancel,
  guests,
  policies = {},
}: CancelOrderPorts): CancelOrder => {
  const cancelOrder = Effect.fnUntraced(function* (...[actor, id, typed = ""]: Parameters<CancelOrder>) {
    const reason = yield* Effect.fromResult(cancelReason(typed))
    const order = yield* orders.find(id)
    if (order === null || !(actor.isAdmin || (yield* isOwn(guests, actor, order.account))))
      return yield* new UnknownOrder({ order: id })
    const now = clock.now()
    const asked = policies.status !== undefined && order.status !== "cancelled"
    const isAllowed = asked
      ? yield* Effect.fromResult(judgeStatusChange(policies.status, { actor, order, to: "cancelled", now }))
      : false
    const decided = isAllowed
      ? changeStatus(order, "cancelled", now, actor.id, reason)
      : decideCancellation(order, actor, { buyersCancel, reason }, now)
    const change = yield* Effect.fromResult(decided)
    if (change === null) return order
    return yield* Effect.as(ledger.recordStatusChange(change), change.order)
  })
  return (actor, id, reason) => decideAgain("OrderStatusConflict", cancelOrder(actor, id, reason))
}
