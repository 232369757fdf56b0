import { Effect, Result } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import { AccountId } from "../../../../domain/account/account.ts"
import { ProductId, VariantId } from "../../../../domain/catalog/product.ts"
import { OrderId } from "../../../../domain/order/order.ts"
import { orderStatuses } from "../../../../domain/order/status.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { choice, described, id, list, nullable, object, optional, text, whole } from "./fields.ts"
import { invalidKey, keyHeader, keyOf } from "./idempotency.ts"
import { formatOrder, orderSchema, versionedOrder } from "./order-view.ts"
import { pageFields, pageHeaders, pageResponse, pageSchema } from "./paging.ts"
import { notFound } from "./problem.ts"
import { choicesText, wholeText } from "./query.ts"
import type { Caller } from "./scheme.ts"
import { editHeaders, editRejections, resource, staleEdit, versionHeaders } from "./versions.ts"

/** The most lines of an order. Every line costs a lookup in the catalogue. */
const MAX_LINES = 1000
const ADDRESS_MAX_LENGTH = 1000
const PHONE_MAX_LENGTH = 50
const LARGEST_ID = 2_147_483_647

const newOrder = object({
  lines: list(
    object({
      product: id(ProductId),
      variant: described(optional(nullable(id(VariantId)), null), {
        description: "Required if the product has variants.",
      }),
      quantity: whole({ min: 1 }),
    }),
    { min: 1, max: MAX_LINES },
  ),
  delivery: optional(
    nullable(
      object({
        address: text(ADDRESS_MAX_LENGTH, { minLength: 1 }),
        phone: optional(text(PHONE_MAX_LENGTH), ""),
      }),
    ),
    null,
  ),
})

const filters = object({
  ...pageFields,
  status: described(optional(choicesText(orderStatuses), undefined), {
    description: "Only orders with one of these statuses, separated by commas.",
  }),
  account: described(optional(wholeText({ min: 1, max: LARGEST_ID }, AccountId), undefined), {
    description: "Only orders of this account. Other accounts than your own have none, unless you are an admin.",
  }),
})

const TAG = "Orders"

/** Returns the endpoints of orders. */
export const orderEndpoints = (shop: Pick<UseCases, "placeOrder" | "pageOrders" | "changeOrderStatus">): Endpoints => {
  /** Returns an order that the caller may see. */
  const find = ({ account }: Caller, id: number) =>
    Effect.map(shop.pageOrders(account, { after: OrderId(id - 1), limit: 1 }), ({ orders }) =>
      orders.find((order) => order.id === id),
    )
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
          resource(request, 201, versionedOrder(order), { Location: `${prefix}/v1/orders/${order.id}` }),
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
        description: "Your own orders, or all orders for an admin, oldest first.",
        calls: ["pageOrders"],
        returns: [
          {
            status: 200,
            description: "A page of orders.",
            schema: pageSchema("OrderPage", orderSchema),
            headers: pageHeaders,
          },
        ],
      },
      handle: ({ caller, query: { status, account, after, limit }, request }) => {
        const start = after === undefined ? undefined : OrderId(after)
        return Effect.map(
          shop.pageOrders(caller.account, { statuses: status, owner: account, after: start, limit }),
          ({ orders, next }) => pageResponse(request.url, orders.map(formatOrder), next),
        )
      },
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
        calls: ["pageOrders"],
        returns: [
          { status: 200, description: "The order.", schema: orderSchema, headers: versionHeaders },
          { status: 304, description: "The client has this content.", schema: null },
        ],
        rejects: [notFound],
      },
      handle: ({ caller, path, request }) =>
        Effect.map(find(caller, path.order), (order) =>
          order === undefined ? notFound : resource(request, 200, versionedOrder(order)),
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
        calls: ["pageOrders", "changeOrderStatus"],
        returns: [{ status: 200, description: "The order.", schema: orderSchema, headers: versionHeaders }],
        headers: editHeaders,
        rejects: [notFound, ...editRejections],
        example: { status: "shipped" },
      },
      handle: ({ caller, path, body, request }) =>
        Effect.gen(function* () {
          const order = yield* find(caller, path.order)
          if (order === undefined) return notFound
          const rejected = staleEdit(request, versionedOrder(order))
          if (rejected !== null) return rejected
          const changed = yield* shop.changeOrderStatus(caller.account, { order: order.id, status: body.status })
          return resource(request, 200, versionedOrder({ ...order, ...changed }))
        }),
    }),
  ]
}
