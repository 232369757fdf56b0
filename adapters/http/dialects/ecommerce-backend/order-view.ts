import type { BuyerOrder } from "../../../../application/ports/orders.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { toMajorUnits } from "../../../../domain/catalog/money.ts"
import { type OrderStatus, orderStatuses } from "../../../../domain/order/status.ts"
import { listOf, named, numeric, oneOf, orNull, record, text, whole } from "../../dialect/schema.ts"
import { time } from "../../drf/time.ts"

export const formatOrder = (
  { id, account, username, status, lines, createdAt, updatedAt }: BuyerOrder,
  currency: Currency,
) => ({
  id,
  user: account,
  user_name: username,
  status,
  items: lines.map(({ id, product, variant, quantity, price }) => ({
    id,
    product,
    variant,
    quantity,
    price: toMajorUnits(price, currency),
  })),
  created_at: time(createdAt),
  updated_at: time(updatedAt),
})

type ShownOrder = ReturnType<typeof formatOrder>

const moment = text({ format: "date-time", examples: ["2026-01-14T05:07:06.527149Z"] })

export const orderSchema = named(
  "Order",
  record<ShownOrder>({
    id: whole({ examples: [1] }),
    user: whole({ examples: [1] }),
    user_name: orNull(text({ examples: ["testuser"] })),
    status: oneOf(orderStatuses),
    items: listOf(
      named(
        "OrderItem",
        record<ShownOrder["items"][number]>({
          id: whole({ examples: [1] }),
          product: whole({ examples: [1] }),
          variant: orNull(whole({ examples: [2] })),
          quantity: whole({ minimum: 1, examples: [2] }),
          price: numeric({ minimum: 0, examples: [550] }),
        }),
      ),
    ),
    created_at: moment,
    updated_at: moment,
  }),
)

export const statusSchema = named(
  "OrderStatus",
  record<{ id: number; status: OrderStatus }>({ id: whole({ examples: [1] }), status: oneOf(orderStatuses) }),
)
