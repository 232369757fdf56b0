import type { Order, OrderStatus } from "../../../../client"
import { api } from "../api/client"
import { ApiError, answerOf, resultOf } from "../api/problem"
import type { Versioned } from "../api/resources/resource"

/** Changes the status of an order. Fails if another person has changed the order since it was read. */
export const changeStatus = async (
  { id, etag }: Versioned<Order>,
  status: OrderStatus,
  reason: string,
): Promise<void> => {
  if (status === "cancelled") await cancel(id, reason)
  else await resultOf(api.updateOrder({ path: { order: id }, headers: { "If-Match": etag ?? "*" }, body: { status } }))
}

/** Cancels an order. Fails if another person has cancelled it before for another reason, which the order keeps. */
const cancel = async (order: number, reason: string): Promise<void> => {
  await resultOf(api.cancelOrder({ path: { order }, body: { reason } }))
  if (reason.trim() === "") return
  const { items } = await resultOf(api.listOrderSteps({ path: { order } }))
  const step = items.find(({ status }) => status === "cancelled")
  if (step?.reason.trim() !== reason.trim()) throw new ApiError(412, { type: "edit-conflict", detail: "" })
}

/** What became of a change of several orders. */
export interface BulkOutcome {
  readonly changed: ReadonlyArray<number>
  readonly failed: ReadonlyArray<{ readonly id: number; readonly error: unknown }>
}

/**
 * Changes the status of several orders, one after the other. An order that another person has changed since it was shown
 * stays as it is and counts as failed. Failures do not affect the other orders.
 */
export const changeStatuses = async (
  orders: ReadonlyArray<Order>,
  status: OrderStatus,
  reason: string,
): Promise<BulkOutcome> => {
  const changed: Array<number> = []
  const failed: Array<BulkOutcome["failed"][number]> = []
  for (const shown of orders)
    try {
      const { value, etag } = await answerOf(api.getOrder({ path: { order: shown.id } }))
      if (value.status !== shown.status) throw new ApiError(412, { type: "edit-conflict", detail: "" })
      await changeStatus({ ...value, etag }, status, reason)
      changed.push(shown.id)
    } catch (error) {
      failed.push({ id: shown.id, error })
    }
  return { changed, failed }
}
