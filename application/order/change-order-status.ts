import { Effect } from "effect"
import { type Actor, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import { changeStatus } from "../../domain/order/change-status.ts"
import { type IllegalStatusChange, UnknownOrder } from "../../domain/order/errors.ts"
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

/** Changes the status of an order and moves its stock accordingly. Admins only. */
export type ChangeOrderStatus = (
  actor: Actor,
  change: { readonly order: OrderId; readonly status: OrderStatus },
) => Effect.Effect<Order, NotPermitted | UnknownOrder | IllegalStatusChange>

export const makeChangeOrderStatus = ({ orders, ledger, clock }: ChangeOrderStatusPorts): ChangeOrderStatus => {
  const changeOrderStatus = Effect.fnUntraced(function* (
    ...[actor, { order: id, status }]: Parameters<ChangeOrderStatus>
  ) {
    yield* Effect.fromResult(requireAdmin(actor))
    const order = yield* orders.find(id)
    if (order === null) return yield* new UnknownOrder({ order: id })
    const change = yield* Effect.fromResult(changeStatus(order, status, clock.now(), actor.id))
    if (change === null) return order
    return yield* Effect.as(ledger.recordStatusChange(change), change.order)
  })
  return (actor, change) => decideAgain("OrderStatusConflict", changeOrderStatus(actor, change))
}
