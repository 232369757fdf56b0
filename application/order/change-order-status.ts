import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import { NotPermitted } from "../../domain/account/errors.ts"
import { changeStatus } from "../../domain/order/change-status.ts"
import { IllegalStatusChange, type StatusChangeRefused, UnknownOrder } from "../../domain/order/errors.ts"
import type { Order, OrderId } from "../../domain/order/order.ts"
import type { Policies } from "../../domain/order/policies.ts"
import type { OrderStatus } from "../../domain/order/status.ts"
import { permitStatusChange } from "../../domain/order/status-policy.ts"
import { decideAgain } from "../decide-again.ts"
import type { Clock } from "../ports/clock.ts"
import type { OrderLedger } from "../ports/order-ledger.ts"
import type { Orders } from "../ports/orders.ts"

export interface ChangeOrderStatusPorts {
  readonly orders: Orders
  readonly ledger: OrderLedger
  readonly clock: Clock
  readonly policies?: Policies | undefined
}

/** The order and its new status. With `from`, the change is refused if the order has another status by then. */
export interface StatusChangeCommand {
  readonly order: OrderId
  readonly status: OrderStatus
  readonly from?: OrderStatus | undefined
}

/** The errors of a status change. */
export type StatusChangeError<Refusal = unknown> =
  | NotPermitted
  | UnknownOrder
  | IllegalStatusChange
  | StatusChangeRefused<Refusal>

/** Changes the status of an order and moves its stock accordingly. Admins, and whom the host's status policy allows it. */
export type ChangeOrderStatus = (actor: Manager, change: StatusChangeCommand) => Effect.Effect<Order, StatusChangeError>

export const makeChangeOrderStatus = ({
  orders,
  ledger,
  clock,
  policies = {},
}: ChangeOrderStatusPorts): ChangeOrderStatus => {
  const changeOrderStatus = Effect.fnUntraced(function* (
    ...[actor, { order: id, status, from }]: Parameters<ChangeOrderStatus>
  ) {
    if (policies.status === undefined) yield* Effect.fromResult(requireAdmin(actor))
    const order = yield* orders.find(id)
    // Callers without permission must not learn which orders exist.
    if (order === null) return yield* actor.isAdmin ? new UnknownOrder({ order: id }) : new NotPermitted()
    const now = clock.now()
    // For an admin, setting the current status again is a no-op, whatever the policy says.
    if (policies.status !== undefined && !(actor.isAdmin && order.status === status))
      yield* Effect.fromResult(permitStatusChange(policies.status, { actor, order, to: status, now }))
    if (from !== undefined && order.status !== from)
      return yield* new IllegalStatusChange({ order: id, from: order.status, to: status })
    const change = yield* Effect.fromResult(changeStatus(order, status, now, actor.id))
    if (change === null) return order
    return yield* Effect.as(ledger.recordStatusChange(change), change.order)
  })
  return (actor, change) => decideAgain("OrderStatusConflict", changeOrderStatus(actor, change))
}
