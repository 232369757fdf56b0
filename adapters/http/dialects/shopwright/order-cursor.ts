import type { OrderCursor } from "../../../../application/ports/search.ts"
import { OrderId } from "../../../../domain/order/order.ts"
import { cursorOf } from "./cursor.ts"

const content = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (\d{1,16})$/

/** The cursor of lists of orders. */
export const orderCursor = cursorOf<OrderCursor>(
  ({ createdAt, id }) => `${createdAt.toISOString()} ${id}`,
  (text) => {
    const [, time, id] = content.exec(text) ?? []
    const createdAt = new Date(time ?? Number.NaN)
    return id === undefined || Number.isNaN(createdAt.getTime()) ? null : { createdAt, id: OrderId(Number(id)) }
  },
)
