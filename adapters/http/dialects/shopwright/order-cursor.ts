import { Result } from "effect"
import type { OrderCursor } from "../../../../application/ports/search.ts"
import { OrderId } from "../../../../domain/order/order.ts"
import type { Field } from "../../dialect/field.ts"
import { fault } from "./fields.ts"

const CURSOR_MAX_LENGTH = 200
const content = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (\d{1,15})$/

/** Cursors are opaque to clients, so that their content may change. */
export const encodeOrderCursor = ({ createdAt, id }: OrderCursor): string =>
  Buffer.from(`${createdAt.toISOString()} ${id}`).toString("base64url")

const decode = (text: string): OrderCursor | null => {
  const [, time, id] = content.exec(Buffer.from(text, "base64url").toString()) ?? []
  const createdAt = new Date(time ?? Number.NaN)
  if (id === undefined || Number.isNaN(createdAt.getTime())) return null
  const cursor = { createdAt, id: OrderId(Number(id)) }
  // Several base64 texts decode to the same cursor. Only the canonical one is accepted.
  return encodeOrderCursor(cursor) === text ? cursor : null
}

/** Reads where a page of orders begins. */
export const orderCursor: Field<OrderCursor> = {
  shape: { type: "text", maxLength: CURSOR_MAX_LENGTH },
  read: (value) => {
    const cursor = typeof value === "string" && value.length <= CURSOR_MAX_LENGTH ? decode(value) : null
    return cursor === null ? fault("must be the `next` of a page of this list") : Result.succeed(cursor)
  },
}
