import { Effect, Result } from "effect"
import type { BuyerOrder } from "../../../../application/ports/orders.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { AccountId } from "../../../../domain/account/account.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { ProductId } from "../../../../domain/catalog/product.ts"
import { MAX_ID } from "../../../../domain/max-id.ts"
import { OrderId } from "../../../../domain/order/order.ts"
import { orderStatuses } from "../../../../domain/order/status.ts"
import { choice, described, nullable, object, optional } from "../../dialect/json/fields.ts"
import { choicesText, choiceText, momentText, wholeText } from "../../dialect/json/query.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { invalidKey, keyHeader, keyOf } from "./idempotency.ts"
import { orderCursor } from "./order-cursor.ts"
import { deliveryField, linesField } from "./order-fields.ts"
import { formatOrder, orderSchema, versionedOrder } from "./order-view.ts"
import { pageFields, pageHeaders, pageResponse, pageSchema } from "./paging.ts"
import { phoneParameter } from "./phone-parameter.ts"
import { editHeaders, editRejections, namesVersion, resource, stale, staleEdit, versionHeaders } from "./versions.ts"

const newOrder = object({
  lines: linesField,
  delivery: optional(nullable(deliveryField), null),
})

/** The conditions of a list of orders. */
export const orderFilters = {
  sort: described(optional(choiceText(["newest", "oldest"] as const), "newest"), {
    description: "By the time of placing.",
  }),
  product: described(optional(wholeText({ min: 1, max: MAX_ID }, ProductId), undefined), {
    description: "Only orders of this product.",
  }),
  phone: described(optional(phoneParameter, undefined), {
    description:
      "Only orders with this phone number of the delivery, however it is written. The last eight digits count.",
  }),
  placedFrom: described(optional(momentText, undefined), { description: "Only orders placed at this time or later." }),
  placedBefore: described(optional(momentText, undefined), { description: "Only orders placed before this time." }),
  status: described(optional(choicesText(orderStatuses), undefined), {
    description: "Only orders with one of these statuses, separated by commas.",
  }),
  account: described(optional(wholeText({ min: 1, max: MAX_ID }, AccountId), undefined), {
    description: "Only orders of this account. Other accounts than your own have none, unless you are an admin.",
  }),
}

const filters = object({
  limit: pageFields.limit,
  after: described(optional(orderCursor.field, undefined), {
    description: "The `next` of the page before. Defaults to the beginning.",
  }),
  ...orderFilters,
})

const TAG = "Orders"

/** Returns the endpoints of orders. */
export const orderEndpoints = (
  shop: Pick<UseCases, "placeOrder" | "searchOrders" | "viewOrder" | "changeOrderStatus">,
  currency: Currency,
): Endpoints => {
  const versioned = (order: BuyerOrder) => versionedOrder(order, currency)
  return [
    endpoint({
      method: "POST",
      path: "orders",
      access: "authenticated",
      body: newOrder,
      docs: {
        id: "placeOrder",
        tag: TAG,
        summary: "Place an order",
        description: "At the current prices. Reserves the stock of all lines, or changes nothing.",
        calls: ["placeOrder"],
        returns: [
          {
            status: 201,
            description: "The order.",
            schema: orderSchema,
            headers: { ...versionHeaders, Location: "The order's address." },
          },
        ],
        headers: [keyHeader],
        rejects: [invalidKey],
        example: {
          lines: [
            { product: 1, variant: 2, quantity: 2 },
            { product: 3, quantity: 1 },
          ],
          delivery: { address: "1 Park Street, Kolkata", phone: "+919876543210" },
        },
      },
      handle: ({ caller, body, request, prefix }) => {
        const key = keyOf(request)
        if (Result.isFailure(key)) return Effect.succeed(key.failure)
        return Effect.map(shop.placeOrder(caller.account, { ...body, idempotencyKey: key.success }), (order) =>
          resource(request, 201, versioned(order), { Location: `${prefix}/v1/orders/${order.id}` }),
        )
      },
    }),
    endpoint({
      method: "GET",
      path: "orders",
      access: "authenticated",
      query: filters,
      docs: {
        id: "listOrders",
        tag: TAG,
        summary: "List orders",
        description: "Your own orders, or all orders for an admin.",
        calls: ["searchOrders"],
        returns: [
          {
            status: 200,
            description: "A page of orders.",
            schema: pageSchema("OrderPage", orderSchema),
            headers: pageHeaders,
          },
        ],
      },
      handle: ({ caller, query: { status, account, ...search }, request }) =>
        Effect.map(
          shop.searchOrders(caller.account, { ...search, statuses: status, owner: account }),
          ({ orders, next }) => {
            const items = orders.map((order) => formatOrder(order, currency))
            return pageResponse(request.url, items, next === null ? null : orderCursor.encode(next))
          },
        ),
    }),
    endpoint({
      method: "GET",
      path: "orders/:order",
      access: "authenticated",
      docs: {
        id: "getOrder",
        tag: TAG,
        summary: "Show an order",
        description: "One of your own, or any order for an admin.",
        calls: ["viewOrder"],
        returns: [
          { status: 200, description: "The order.", schema: orderSchema, headers: versionHeaders },
          { status: 304, description: "The client has this content.", schema: null },
        ],
      },
      handle: ({ caller, path, request }) =>
        Effect.map(shop.viewOrder(caller.account, OrderId(path.order)), ({ order }) =>
          resource(request, 200, versioned(order)),
        ),
    }),
    endpoint({
      method: "PATCH",
      path: "orders/:order",
      access: "admin",
      body: object({ status: choice(orderStatuses) }),
      docs: {
        id: "updateOrder",
        tag: TAG,
        summary: "Change the status of an order",
        description: "For admins. Cancelling releases the stock, shipping removes it.",
        calls: ["viewOrder", "changeOrderStatus"],
        returns: [{ status: 200, description: "The order.", schema: orderSchema, headers: versionHeaders }],
        headers: editHeaders,
        rejects: editRejections,
        example: { status: "shipped" },
      },
      handle: ({ caller, path, body, request }) =>
        Effect.gen(function* () {
          const { order } = yield* shop.viewOrder(caller.account, OrderId(path.order))
          const rejected = staleEdit(request, versioned(order))
          if (rejected !== null) return rejected
          // The change compares the status again, so of concurrent edits one succeeds.
          const from = namesVersion(request) ? order.status : undefined
          const change = { order: order.id, status: body.status, from }
          return yield* shop.changeOrderStatus(caller.account, change).pipe(
            Effect.map((changed) => resource(request, 200, versioned({ ...order, ...changed }))),
            Effect.catchTag("IllegalStatusChange", (error) =>
              from !== undefined && error.from !== from ? Effect.succeed(stale) : Effect.fail(error),
            ),
          )
        }),
    }),
  ]
}
