import { Result } from "effect"
import type { Manager } from "../account/actor.ts"
import { NotPermitted } from "../account/errors.ts"
import type { InvalidField } from "../invalid-field.ts"
import { optionalText } from "../text.ts"
import { changeStatus, type StatusChange } from "./change-status.ts"
import { IllegalStatusChange } from "./errors.ts"
import type { Order } from "./order.ts"

export const CANCEL_REASON_MAX_LENGTH = 500

/** Validates why an order is cancelled: up to 500 characters. An empty text is no reason. */
export const cancelReason = (text: string): Result.Result<string, InvalidField> =>
  optionalText("reason", text, CANCEL_REASON_MAX_LENGTH)

/** Whether buyers may cancel, and why the order is cancelled, from `cancelReason`. */
export interface Cancellation {
  readonly buyersCancel: boolean
  readonly reason: string
}

/**
 * Decides the cancellation of an order. Admins cancel by the table of legal steps. Buyers cancel an order only while
 * its status is `created`, and only in a shop with `buyersCancel`. Returns `null` when the order is cancelled already:
 * the first reason stays. The caller has checked that the order is the actor's own.
 */
export const cancelOrder = (
  order: Order,
  actor: Manager,
  { buyersCancel, reason }: Cancellation,
  now: Date,
): Result.Result<StatusChange | null, IllegalStatusChange | NotPermitted> => {
  if (!actor.isAdmin && order.status !== "cancelled") {
    if (!buyersCancel) return Result.fail(new NotPermitted())
    if (order.status !== "created")
      return Result.fail(new IllegalStatusChange({ order: order.id, from: order.status, to: "cancelled" }))
  }
  return changeStatus(order, "cancelled", now, actor.id, reason)
}
