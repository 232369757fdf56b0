import { Effect } from "effect"
import { type Actor, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import { changeStatus } from "../../domain/order/change-status.ts"
import { type IllegalStatusChange, UnknownOrder } from "../../domain/order/errors.ts"
import type { Order, OrderId } from "../../domain/order/order.ts"
import type { OrderStatus } from "../../domain/order/status.ts"
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
  const changeOrderStatus: ChangeOrderStatus = Effect.fnUntraced(function* (actor, { order: id, status }) {
    yield* Effect.fromResult(requireAdmin(actor))
    const order = yield* orders.find(id)
    if (order === null) return yield* new UnknownOrder({ order: id })
    const change = yield* Effect.fromResult(changeStatus(order, status, clock.now()))
    if (change === null) return order
    return yield* ledger.recordStatusChange(change).pipe(
      Effect.as(change.order),
      // The status table has no cycles, so every retry sees a later status and the loop ends.
      Effect.catchTag("OrderStatusConflict", () => changeOrderStatus(actor, { order: id, status })),
    )
  })
  return changeOrderStatus
}
