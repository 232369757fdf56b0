import { Effect, Result } from "effect"
import type { BuyerOrder } from "../../../../application/ports/orders.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { ProductId, VariantId } from "../../../../domain/catalog/product.ts"
import { OrderId } from "../../../../domain/order/order.ts"
import { orderStatuses } from "../../../../domain/order/status.ts"
import { listResponse } from "../../dialect/list-response.ts"
import { json } from "../../dialect/response.ts"
import { listOf } from "../../dialect/schema.ts"
import { keyHeader, pageHeaders, pageParameters } from "../../drf/docs.ts"
import { list, nullable, object, optional } from "../../drf/field.ts"
import { invalidKey, keyOf } from "../../drf/idempotency.ts"
import { integerField, primaryKeyField } from "../../drf/number-fields.ts"
import { nextLink, pageRequest } from "../../drf/paging.ts"
import { invalid } from "../../drf/responses.ts"
import { choiceField } from "../../drf/text-fields.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { formatOrder, orderSchema, statusSchema } from "./order-view.ts"

/** The most lines of an order. Every line costs a lookup in the catalogue. */
const MAX_LINES = 1000

const orderBody = object({
  items: list(
    object({
      product: primaryKeyField(ProductId),
      variant: optional(nullable(primaryKeyField(VariantId)), null),
      quantity: integerField({ min: 1 }),
    }),
    { max: MAX_LINES, allowEmpty: false },
  ),
})

const TAG = "Orders"

/** Returns the endpoints `orders` (section 3 of the document). */
export const orderEndpoints = (
  shop: Pick<UseCases, "placeOrder" | "listOrders" | "pageOrders" | "changeOrderStatus">,
  currency: Currency,
): Endpoints => {
  const format = (order: BuyerOrder) => formatOrder(order, currency)
  const orderList = listResponse(format)
  return [
    endpoint({
      method: "POST",
      path: "orders",
      access: "authenticated",
      body: orderBody,
      docs: {
        id: "placeOrder",
        tag: TAG,
        summary: "Place an order",
        calls: ["placeOrder"],
        returns: [{ status: 201, description: "The order.", schema: orderSchema }],
        headers: [keyHeader],
        rejects: [invalidKey],
        example: {
          items: [
            { product: 1, variant: 2, quantity: 2 },
            { product: 3, quantity: 1 },
          ],
        },
      },
      handle: ({ caller, body, request }) => {
        const key = keyOf(request.headers)
        if (Result.isFailure(key)) return Effect.succeed(key.failure)
        const command = { lines: body.items, delivery: null, idempotencyKey: key.success }
        return Effect.map(shop.placeOrder(caller.account, command), (order) => json(201, format(order)))
      },
    }),
    endpoint({
      method: "GET",
      path: "orders",
      access: "authenticated",
      docs: {
        id: "listOrders",
        tag: TAG,
        summary: "List orders",
        description: "Your own orders, or all orders for an admin.",
        calls: ["listOrders", "pageOrders"],
        returns: [{ status: 200, description: "The orders.", schema: listOf(orderSchema), headers: pageHeaders }],
        query: pageParameters,
        rejects: [invalid({ limit: ["A valid integer is required."] })],
      },
      handle: ({ caller, request }) => {
        const requested = pageRequest(request.url)
        if (requested === null) return Effect.map(shop.listOrders(caller.account), orderList)
        if (Result.isFailure(requested)) return Effect.succeed(invalid(requested.failure))
        const { limit, after } = requested.success
        return Effect.map(
          shop.pageOrders(caller.account, { limit, after: after === undefined ? after : OrderId(after) }),
          ({ orders, next }) => json(200, orders.map(format), nextLink(request.url, next)),
        )
      },
    }),
    endpoint({
      method: "PATCH",
      path: "orders/:id/update-status",
      access: "admin",
      body: object({ status: choiceField(orderStatuses) }),
      docs: {
        id: "updateOrderStatus",
        tag: TAG,
        summary: "Change the status of an order",
        description: "For admins.",
        calls: ["changeOrderStatus"],
        returns: [{ status: 200, description: "The order's new status.", schema: statusSchema }],
        example: { status: "shipped" },
      },
      handle: ({ caller, body, path }) =>
        Effect.map(
          shop.changeOrderStatus(caller.account, { order: OrderId(path.id), status: body.status }),
          ({ id, status }) => json(200, { id, status }),
        ),
    }),
  ]
}
