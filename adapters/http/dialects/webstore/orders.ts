import { Effect, Result } from "effect"
import type { BuyerOrder } from "../../../../application/ports/orders.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { toMajorUnits } from "../../../../domain/catalog/money.ts"
import { OrderId, total } from "../../../../domain/order/order.ts"
import { StockItemId } from "../../../../domain/stock/stock-item.ts"
import type { CsrfGuard } from "../../browser/csrf.ts"
import { listResponse } from "../../dialect/list-response.ts"
import { json } from "../../dialect/response.ts"
import { list, object } from "../../drf/field.ts"
import { keyOf } from "../../drf/idempotency.ts"
import { integerField, primaryKeyField } from "../../drf/number-fields.ts"
import { nextLink, pageRequest } from "../../drf/paging.ts"
import { charField } from "../../drf/text-fields.ts"
import { time } from "../../drf/time.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { invalidFields, refused } from "./order-errors.ts"
import { isCompleted, orderView } from "./order-view.ts"

/** The most lines of an order. Every line costs a lookup in the catalogue. */
const MAX_LINES = 1000
const ADDRESS_MAX_LENGTH = 1000
const PHONE_MAX_LENGTH = 50

const orderBody = object({
  address: charField({ maxLength: ADDRESS_MAX_LENGTH }),
  phone: charField({ maxLength: PHONE_MAX_LENGTH }),
  items: list(
    object({
      product_id: primaryKeyField(StockItemId),
      amount: integerField({ min: 1 }),
    }),
    { max: MAX_LINES, allowEmpty: false },
  ),
})

/** Returns the endpoints `get_order` and `post_order`. */
export const orderEndpoints = (
  shop: Pick<UseCases, "placeOrder" | "listOrders" | "pageOrders">,
  csrf: CsrfGuard,
): Endpoints => {
  const orderList = listResponse(formatOrder)
  return [
    endpoint({
      method: "GET",
      path: "get_order",
      access: "authenticated",
      handle: ({ caller: { account }, request }) => {
        // A regular user sees only their own orders. The filters do not apply.
        const view = account.isAdmin ? orderView(request.url) : Result.succeed({})
        if (Result.isFailure(view)) return Effect.succeed(refused(view.failure))
        const requested = pageRequest(request.url)
        if (requested === null) return Effect.map(shop.listOrders(account, view.success), orderList)
        if (Result.isFailure(requested)) return Effect.succeed(invalidFields(requested.failure))
        const { limit, after } = requested.success
        const page = { ...view.success, limit, after: after === undefined ? after : OrderId(after) }
        return Effect.map(shop.pageOrders(account, page), ({ orders, next }) =>
          json(200, orders.map(formatOrder), nextLink(request.url, next)),
        )
      },
    }),
    endpoint({
      method: "POST",
      path: "post_order",
      access: "authenticated",
      guard: ({ session }, request) => csrf.forged(request, session),
      body: orderBody,
      handle: ({ caller, body: { address, phone, items }, request }) => {
        const key = keyOf(request.headers)
        if (Result.isFailure(key)) return Effect.succeed(key.failure)
        const lines = items.map(({ product_id: stockItem, amount: quantity }) => ({ stockItem, quantity }))
        const command = { lines, delivery: { address, phone }, idempotencyKey: key.success }
        return Effect.map(shop.placeOrder(caller.account, command), (order) => json(200, formatOrder(order)))
      },
    }),
  ]
}

/** Formats an order. An order from another dialect may have no address. */
const formatOrder = (order: BuyerOrder) => ({
  id: order.id,
  user: order.account,
  address: order.delivery?.address ?? null,
  phone: order.delivery?.phone ?? null,
  items: order.lines.map(({ stockItem, quantity, price }) => ({
    product_id: stockItem,
    amount: quantity,
    price: toMajorUnits(price),
  })),
  status: order.status,
  completed: isCompleted(order.status),
  // The sum of prices may exceed the largest price.
  total: total(order) / 100,
  created_at: time(order.createdAt),
})
