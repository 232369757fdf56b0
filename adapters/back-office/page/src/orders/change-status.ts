import type { Order, OrderStatus } from "../../../../client"
import { api } from "../api/client"
import { resultOf } from "../api/problem"
import type { Versioned } from "../api/resources/resource"

/** Changes the status of an order. Fails if another person has changed the order since it was read. */
export const changeStatus = async ({ id, etag }: Versioned<Order>, status: OrderStatus): Promise<void> => {
  if (status === "cancelled") await resultOf(api.cancelOrder({ path: { order: id } }))
  else await resultOf(api.updateOrder({ path: { order: id }, headers: { "If-Match": etag ?? "*" }, body: { status } }))
}
