import { Result } from "effect"
import { type Movement, movementsOf } from "../stock/movement.ts"
import { IllegalStatusChange } from "./errors.ts"
import type { Order } from "./order.ts"
import { type OrderStatus, stockEffect } from "./status.ts"

/** What a change of status comes to: the order as it will be, the status it must still have, and the stock it moves. */
export interface StatusChange {
  readonly order: Order
  readonly from: OrderStatus
  readonly movements: ReadonlyArray<Movement>
}

/**
 * Decides a change of status by the table of legal steps. Cancelling releases what placing reserved, shipping takes
 * it off the shelf. `null` when the order has that status already: nothing changes, and that is no fault.
 *
 * @example
 * const decided = changeStatus(order, "cancelled", new Date())
 * if (Result.isFailure(decided)) console.log(`${decided.failure.from} orders cannot be cancelled`)
 */
export const changeStatus = (
  order: Order,
  to: OrderStatus,
  now: Date,
): Result.Result<StatusChange | null, IllegalStatusChange> => {
  if (order.status === to) return Result.succeed(null)
  const kind = stockEffect(order.status, to)
  if (kind === undefined) return Result.fail(new IllegalStatusChange({ order: order.id, from: order.status, to }))
  return Result.succeed({
    order: { ...order, status: to, updatedAt: now },
    from: order.status,
    movements: kind === null ? [] : movementsOf(kind, order.lines),
  })
}
