import { Result } from "effect"
import type { AccountId } from "../account/account.ts"
import type { OrderStatusChanged } from "../event/event.ts"
import { type Movement, movementsOf } from "../stock/movement.ts"
import { IllegalStatusChange } from "./errors.ts"
import type { Order } from "./order.ts"
import { type OrderStatus, stockEffect } from "./status.ts"

/** The decision to change an order's status. It holds only while the order's status is still `event.from`. */
export interface StatusChange {
  /** The order afterwards. */
  readonly order: Order
  readonly movements: ReadonlyArray<Movement<"release" | "ship">>
  readonly event: OrderStatusChanged
  /** On whose behalf, for the order's history. `null` when the shop decides by itself. */
  readonly by: AccountId | null
  /** For the order's history. Empty if no reason was given. */
  readonly reason: string
}

/**
 * Decides a status change by the table of legal steps. Cancelling releases what placing reserved. Shipping takes it off
 * the stock on hand. Returns `null` when the order already has that status.
 *
 * @example
 * const decided = changeStatus(order, "cancelled", new Date())
 * if (Result.isFailure(decided)) console.log(`${decided.failure.from} orders cannot be cancelled`)
 */
export const changeStatus = (
  order: Order,
  to: OrderStatus,
  now: Date,
  by: AccountId | null = null,
  reason = "",
): Result.Result<StatusChange | null, IllegalStatusChange> => {
  const { id, status: from } = order
  if (from === to) return Result.succeed(null)
  const kind = stockEffect(from, to)
  if (kind === undefined) return Result.fail(new IllegalStatusChange({ order: id, from, to }))
  return Result.succeed({
    order: { ...order, status: to, updatedAt: now },
    movements: kind === null ? [] : movementsOf(kind, order.lines),
    event: { _tag: "OrderStatusChanged", order: id, from, to, at: now },
    by,
    reason,
  })
}
