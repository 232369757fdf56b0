import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import { changeStatus } from "../../domain/order/change-status.ts"
import { IllegalStatusChange, UnknownOrder } from "../../domain/order/errors.ts"
import type { Order, OrderId } from "../../domain/order/order.ts"
import type { OrderStatus } from "../../domain/order/status.ts"
import { decideAgain } from "../decide-again.ts"
import type { Clock } from "../ports/clock.ts"
import type { OrderLedger } from "../ports/order-ledger.ts"
import type { Orders } from "../ports/orders.ts"

export interface ChangeOrderStatusPorts {
  readonly orders: Orders
  readonly ledger: OrderLedger
  readonly clock: Clock
}

/** The order and its new status. With `from`, the change is refused if the order has another status by then. */
export interface StatusChangeCommand {
  readonly order: OrderId
  readonly status: OrderStatus
  readonly from?: OrderStatus | undefined
}

/** Changes the status of an order and moves its stock accordingly. Admins only. */
export type ChangeOrderStatus = (
  actor: Manager,
  change: StatusChangeCommand,
) => Effect.Effect<Order, NotPermitted | UnknownOrder | IllegalStatusChange>

export const makeChangeOrderStatus = ({ orders, ledger, clock }: ChangeOrderStatusPorts): ChangeOrderStatus => {
  const changeOrderStatus = Effect.fnUntraced(function* (
    ...[actor, { order: id, status, from }]: Parameters<ChangeOrderStatus>
  ) {
    yield* Effect.fromResult(requireAdmin(actor))
    const order = yield* orders.find(id)
    if (order === null) return yield* new UnknownOrder({ order: id })
    if (from !== undefined && order.status !== from)
      return yield* new IllegalStatusChange({ order: id, from: order.status, to: status })
    const change = yield* Effect.fromResult(changeStatus(order, status, clock.now(), actor.id))
    if (change === null) return order
    return yield* Effect.as(ledger.recordStatusChange(change), change.order)
  })
  return (actor, change) => decideAgain("OrderStatusConflict", changeOrderStatus(actor, change))
}
