import { Effect, Result } from "effect"
import type { BuyerOrder } from "../../../../application/ports/orders.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { OrderId } from "../../../../domain/order/order.ts"
import { StockItemId } from "../../../../domain/stock/stock-item.ts"
import type { CsrfGuard } from "../../browser/csrf.ts"
import { listResponse } from "../../dialect/list-response.ts"
import { json } from "../../dialect/response.ts"
import { listOf } from "../../dialect/schema.ts"
import { keyHeader, pageHeaders, pageParameters } from "../../drf/docs.ts"
import { list, object } from "../../drf/field.ts"
import { invalidKey, keyOf } from "../../drf/idempotency.ts"
import { integerField, primaryKeyField } from "../../drf/number-fields.ts"
import { nextLink, pageRequest } from "../../drf/paging.ts"
import { charField } from "../../drf/text-fields.ts"
import { csrfHeader, csrfRefusal } from "./csrf-refusal.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { invalidFields, refused } from "./order-errors.ts"
import { formatOrder, orderSchema } from "./order-format.ts"
import { orderView, viewParameters } from "./order-view.ts"

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

const TAG = "Orders"

/** Returns the endpoints `get_order` and `post_order`. */
export const orderEndpoints = (
  shop: Pick<UseCases, "placeOrder" | "listOrders" | "pageOrders">,
  csrf: CsrfGuard,
  currency: Currency,
): Endpoints => {
  const format = (order: BuyerOrder) => formatOrder(order, currency)
  const orderList = listResponse(format)
  return [
    endpoint({
      method: "GET",
      path: "get_order",
      access: "authenticated",
      docs: {
        id: "listOrders",
        tag: TAG,
        summary: "List orders",
        description: "Your own orders. An admin gets all orders, and the views that `category` selects.",
        calls: ["listOrders", "pageOrders"],
        returns: [{ status: 200, description: "The orders.", schema: listOf(orderSchema), headers: pageHeaders }],
        query: [...viewParameters, ...pageParameters],
        rejects: [refused("user_id: A valid integer is required.")],
      },
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
          json(200, orders.map(format), nextLink(request.url, next)),
        )
      },
    }),
    endpoint({
      method: "POST",
      path: "post_order",
      access: "authenticated",
      guard: ({ session }, request) => csrf.forged(request, session),
      body: orderBody,
      docs: {
        id: "placeOrder",
        tag: TAG,
        summary: "Place an order",
        calls: ["placeOrder"],
        returns: [{ status: 200, description: "The order.", schema: orderSchema }],
        headers: [csrfHeader, keyHeader],
        rejects: [invalidKey, csrfRefusal({ kind: "missing-token" })],
        example: {
          address: "Main Street 1",
          phone: "+49 151 1",
          items: [
            { product_id: 2, amount: 2 },
            { product_id: 1, amount: 1 },
          ],
        },
      },
      handle: ({ caller, body: { address, phone, items }, request }) => {
        const key = keyOf(request.headers)
        if (Result.isFailure(key)) return Effect.succeed(key.failure)
        const lines = items.map(({ product_id: stockItem, amount: quantity }) => ({ stockItem, quantity }))
        const command = { lines, delivery: { address, phone }, idempotencyKey: key.success }
        return Effect.map(shop.placeOrder(caller.account, command), (order) => json(200, format(order)))
      },
    }),
  ]
}
