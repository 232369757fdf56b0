import type { BuyerOrder } from "../../../../application/ports/orders.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { toMajorUnits } from "../../../../domain/catalog/money.ts"
import { total } from "../../../../domain/order/order.ts"
import { orderStatuses } from "../../../../domain/order/status.ts"
import { listOf, named, numeric, oneOf, orNull, record, text, truth, whole } from "../../dialect/schema.ts"
import { time } from "../../drf/time.ts"
import { isCompleted } from "./order-view.ts"

/** Formats an order. An order from another dialect may have no address. */
export const formatOrder = (order: BuyerOrder, currency: Currency) => ({
  id: order.id,
  user: order.account,
  address: order.delivery?.address ?? null,
  phone: order.delivery?.phone ?? null,
  items: order.lines.map(({ stockItem, quantity, price }) => ({
    product_id: stockItem,
    amount: quantity,
    price: toMajorUnits(price, currency),
  })),
  status: order.status,
  completed: isCompleted(order.status),
  // The sum of prices may exceed the largest price.
  total: toMajorUnits(total(order), currency),
  created_at: time(order.createdAt),
})

type ShownOrder = ReturnType<typeof formatOrder>

export const orderSchema = named(
  "Order",
  record<ShownOrder>({
    id: whole(),
    user: whole(),
    address: orNull(text()),
    phone: orNull(text()),
    items: listOf(
      record<ShownOrder["items"][number]>({
        product_id: whole({ description: "The id of the stock item." }),
        amount: whole({ minimum: 1 }),
        price: numeric({ minimum: 0 }),
      }),
    ),
    status: oneOf(orderStatuses),
    completed: truth(),
    total: numeric({ minimum: 0 }),
    created_at: text({ format: "date-time" }),
  }),
)
