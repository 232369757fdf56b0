import { Effect, Result } from "effect"
import { type Account, idempotencyKey, OrderId, type Product, ProductId, type Shop } from "shopwright"
import {
  type Dialect,
  defineDialect,
  endpoints,
  idField,
  json,
  jsonConventions,
  listField,
  listSchema,
  objectField,
  optional,
  revalidatedList,
  type Scheme,
  wholeField,
  wholeParameter,
} from "shopwright/dialect"
import { errorResponses, type StorefrontErrors } from "./errors.ts"
import { errorSchema, failed, itemSchema, orderSchema, rejected, showItem, showOrder } from "./format.ts"

/** Returns the id of a signed-in user, or `null` for an unknown session. The host's authentication implements it. */
export type FindUser = (session: string) => string | null

const unknownSession = failed(401, "Your session has ended.", { headers: { "WWW-Authenticate": "Bearer" } })

/** Signs in the host's own users. Their accounts are created at first use. */
const hostUsers = ({ useCases }: Shop, findUser: FindUser): Scheme<Account> => ({
  identify: ({ authorization }) => {
    if (authorization === undefined) return null
    const externalId = findUser(authorization.replace(/^Bearer /, ""))
    if (externalId === null) return Effect.fail(unknownSession)
    return useCases.ensureAccount({ externalId }).pipe(
      Effect.map(({ account }) => account),
      Effect.mapError((error) =>
        error._tag === "StoreUnavailable" ? errorResponses.StoreUnavailable(error) : unknownSession,
      ),
    )
  },
  isAdmin: ({ isAdmin }) => isAdmin,
  rejections: [unknownSession],
  notSignedIn: failed(401, "Please sign in.", { headers: { "WWW-Authenticate": "Bearer" } }),
  notPermitted: failed(403, "You are not allowed to do that."),
})

const basket = objectField({
  basket: listField(objectField({ sku: idField(ProductId), count: wholeField({ min: 1 }) }), { min: 1, max: 100 }),
})
const page = objectField({ limit: optional(wholeParameter({ min: 1, max: 100 }, Number), 20) })
const badKey = failed(400, "The Idempotency-Key is malformed.")

const endpoint = endpoints<Account, StorefrontErrors>()

/** Creates the API of our shop window: items, baskets and the buyer's own orders. */
export const storefront = (shop: Shop, findUser: FindUser): Dialect => {
  const { useCases } = shop
  const listItems = revalidatedList((product: Product) => [showItem(product)])
  return defineDialect<Account, StorefrontErrors>({
    name: "storefront",
    basePath: "/store/",
    scheme: hostUsers(shop, findUser),
    conventions: jsonConventions(rejected),
    errorResponses,
    docs: {
      title: "Storefront",
      description: "The API of our shop window.",
      version: "2.1.0",
      license: { name: "Apache 2.0", identifier: "Apache-2.0" },
      trailingSlash: false,
      tags: [{ name: "Shopping", description: "Items and orders." }],
      securitySchemes: { session: { type: "http", scheme: "bearer" } },
      describeError: () => errorSchema,
    },
    endpoints: [
      endpoint({
        method: "GET",
        path: "items",
        access: "public",
        docs: {
          id: "listItems",
          tag: "Shopping",
          summary: "List what is sold",
          calls: ["listProducts"],
          returns: [
            {
              status: 200,
              description: "The items.",
              schema: listSchema(itemSchema),
              headers: { ETag: "For If-None-Match." },
            },
            { status: 304, description: "The client has this list.", schema: null },
          ],
        },
        handle: ({ request }) =>
          Effect.flatMap(useCases.listProducts(), (products) => listItems(request.headers, products)),
      }),
      endpoint({
        method: "POST",
        path: "orders",
        access: "authenticated",
        body: basket,
        docs: {
          id: "order",
          tag: "Shopping",
          summary: "Order a basket",
          calls: ["placeOrder"],
          returns: [{ status: 201, description: "The order.", schema: orderSchema }],
          rejects: [badKey],
          example: { basket: [{ sku: 1, count: 2 }] },
        },
        handle: ({ caller, body, request }) => {
          const sent = request.headers["idempotency-key"]
          const key = sent === undefined ? Result.succeed(undefined) : idempotencyKey(String(sent))
          if (Result.isFailure(key)) return Effect.succeed(badKey)
          const lines = body.basket.map(({ sku, count }) => ({ product: sku, quantity: count }))
          const placed = useCases.placeOrder(caller, { lines, idempotencyKey: key.success })
          return Effect.map(placed, (order) => json(201, showOrder(order)))
        },
      }),
      endpoint({
        method: "GET",
        path: "orders",
        access: "authenticated",
        query: page,
        docs: {
          id: "listOrders",
          tag: "Shopping",
          summary: "List your first orders",
          calls: ["pageOrders"],
          returns: [{ status: 200, description: "The orders.", schema: listSchema(orderSchema) }],
        },
        handle: ({ caller, query }) =>
          Effect.map(useCases.pageOrders(caller, { limit: query.limit }), ({ orders }) =>
            json(200, orders.map(showOrder)),
          ),
      }),
      endpoint({
        method: "POST",
        path: "orders/:number/cancel",
        access: "authenticated",
        docs: {
          id: "cancelOrder",
          tag: "Shopping",
          summary: "Cancel your order",
          calls: ["cancelOrder"],
          returns: [{ status: 200, description: "The order.", schema: orderSchema }],
        },
        handle: ({ caller, path }) =>
          Effect.map(useCases.cancelOrder(caller, OrderId(path.number)), (order) => json(200, showOrder(order))),
      }),
    ],
  })
}
