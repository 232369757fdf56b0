// Drives a Vendure 3 shop whose channel "laws" has a dummy payment method and one shipping method with the id 1.
// `shopwright laws URL --mapping tests/laws/shops/vendure.ts --admin USER:PASSWORD`, where URL has no path.

import {
  accepted,
  type CommandResult,
  type Item,
  type OrderPlan,
  refused,
  type SeenOrder,
  type ShopDriver,
} from "../../../adapters/testing/driver.ts"
import { rendezvous } from "../../../adapters/testing/drivers/rendezvous.ts"
import { SetupRejected, ShopFailed, ShopUnavailable } from "../../../adapters/testing/shop-errors.ts"
import type { OrderStatus } from "../../../domain/order/status.ts"

interface Line {
  readonly quantity: number
  readonly unitPrice: number
  readonly productVariant: { readonly id: string }
}
interface Order {
  readonly id: string
  readonly state: string
  readonly subTotal: number
  readonly lines: ReadonlyArray<Line>
}
interface Failure {
  readonly errorCode?: string
  readonly message?: string
  readonly extensions?: { readonly code?: string }
}

const failure = "__typename ... on ErrorResult { errorCode message }"
const shown = "id state subTotal lines { quantity unitPrice productVariant { id } }"
const states: Readonly<Record<string, OrderStatus>> = { PaymentSettled: "created", Cancelled: "cancelled" }

/** Codes of GraphQL errors that are about the request. */
const refusals: ReadonlyArray<string> = ["ENTITY_NOT_FOUND", "BAD_USER_INPUT", "USER_INPUT_ERROR"]

class InvalidQuery extends Error {}

const openVendure = async ({
  url,
  admin,
}: {
  url: string
  admin: { username: string; password: string }
}): Promise<ShopDriver> => {
  const ask = async <Data>(path: string, query: string, token?: string) => {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const headers = { "content-type": "application/json", ...authorization }
    const response = await fetch(`${url.replace(/\/$/, "")}/${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify({ query }),
    }).catch((error: unknown) => {
      throw new ShopUnavailable(`the shop does not respond: ${String(error)}`)
    })
    const { data, errors } = (await response.json()) as {
      readonly data: Data
      readonly errors?: ReadonlyArray<Failure>
    }
    // GraphQL responds 400 to a query whose values have the wrong type.
    const isRefusal = response.status === 400 || refusals.includes(errors?.[0]?.extensions?.code ?? "")
    if (errors !== undefined && isRefusal) throw new InvalidQuery(errors[0]?.message)
    if (errors !== undefined) throw new ShopFailed(`${query.slice(0, 80)}: ${errors[0]?.message}`)
    return { data, token: response.headers.get("vendure-auth-token") ?? token }
  }
  const login = await ask<{ login: Failure }>(
    "admin-api",
    `mutation { login(username: "${admin.username}", password: "${admin.password}") { ${failure} } }`,
  )
  if (login.data.login.errorCode !== undefined) throw new SetupRejected(`${login.data.login.message}`)
  const manage = <Data>(query: string) => ask<Data>("admin-api", query, login.token)
  const placed = new Map<number, Array<string>>()
  let serial = 0

  const seen = ({ id, state, subTotal, lines }: Order): SeenOrder => ({
    id: Number(id),
    status: states[state] ?? "created",
    total: subTotal,
    lines: lines.map(({ quantity, unitPrice, productVariant }) => ({
      item: { product: Number(productVariant.id), variant: null },
      quantity,
      price: unitPrice,
    })),
  })

  /** Returns the session of an order that can be paid, or why there is none. */
  const prepare = async ({ buyer, lines }: OrderPlan): Promise<{ session: string | undefined } | string> => {
    let session: string | undefined
    for (const { item, quantity } of lines) {
      const add = `mutation { add: addItemToOrder(productVariantId: "${item.product}", quantity: ${quantity}) { ${failure} } }`
      const added = await ask<{ add: Failure }>("shop-api", add, session)
      session = added.token
      if (added.data.add.errorCode !== undefined) return added.data.add.errorCode
    }
    const ready = await ask<{ arrange: Failure }>(
      "shop-api",
      `mutation {
        customer: setCustomerForOrder(input: { firstName: "A", lastName: "B", emailAddress: "laws${buyer}@example.com" }) { ${failure} }
        address: setOrderShippingAddress(input: { streetLine1: "Street 1", countryCode: "GB" }) { ${failure} }
        shipping: setOrderShippingMethod(shippingMethodId: ["1"]) { ${failure} }
        arrange: transitionOrderToState(state: "ArrangingPayment") { ${failure} }
      }`,
      session,
    )
    return ready.data.arrange.errorCode ?? { session }
  }

  const meet = rendezvous()
  const place = async (plan: OrderPlan): Promise<CommandResult<SeenOrder>> => {
    const prepared = await meet(() => prepare(plan))
    if (typeof prepared === "string") return refused(prepared)
    const payment = `mutation { pay: addPaymentToOrder(input: { method: "dummy", metadata: {} }) { ${failure} ... on Order { ${shown} } } }`
    const { pay } = (await ask<{ pay: Failure & Order }>("shop-api", payment, prepared.session)).data
    if (pay.errorCode !== undefined) return refused(pay.errorCode)
    placed.set(plan.buyer, [...(placed.get(plan.buyer) ?? []), pay.id])
    return accepted(seen(pay))
  }

  return {
    sells: ["product"],
    priceStep: 1,
    statuses: ["created", "cancelled"],
    createItem: async ({ stock, price }): Promise<Item> => {
      const name = `laws ${Date.now()} ${++serial}`
      const product = await manage<{ createProduct: { id: string } }>(
        `mutation { createProduct(input: { enabled: true, translations: [{ languageCode: en, name: "${name}", slug: "${name.replaceAll(" ", "-")}", description: "" }] }) { id } }`,
      )
      const variant = await manage<{ createProductVariants: ReadonlyArray<{ id: string }> }>(
        `mutation { createProductVariants(input: [{ productId: "${product.data.createProduct.id}", sku: "${name}", price: ${price}, stockOnHand: ${stock}, trackInventory: TRUE, translations: [{ languageCode: en, name: "${name}" }] }]) { id } }`,
      )
      return { product: Number(variant.data.createProductVariants[0]?.id), variant: null }
    },
    place: (plan) =>
      place(plan).catch((error: unknown) => {
        if (error instanceof InvalidQuery) return refused(error.message)
        throw error
      }),
    changeStatus: async (order, to) => {
      if (to !== "cancelled") return refused("the driver only cancels")
      const { data } = await manage<{ cancelOrder: Failure }>(
        `mutation { cancelOrder(input: { orderId: "${order}" }) { ${failure} } }`,
      )
      return data.cancelOrder.errorCode === undefined ? accepted(undefined) : refused(data.cancelOrder.errorCode)
    },
    available: async (items) => {
      const ids = items.map(({ product }) => `"${product}"`).join(", ")
      const { data } = await manage<{
        productVariants: { items: ReadonlyArray<{ id: string; stockOnHand: number; stockAllocated: number }> }
      }>(
        `{ productVariants(options: { filter: { id: { in: [${ids}] } } }) { items { id stockOnHand stockAllocated } } }`,
      )
      const levels = new Map(
        data.productVariants.items.map((item) => [Number(item.id), item.stockOnHand - item.stockAllocated]),
      )
      return items.map(({ product }) => levels.get(product) ?? 0)
    },
    ordersOf: async (buyer) => {
      const ids = (placed.get(buyer) ?? []).slice(-90)
      if (ids.length === 0) return []
      const { data } = await manage<{ orders: { items: ReadonlyArray<Order> } }>(
        `{ orders(options: { take: 100, filter: { id: { in: [${ids.map((id) => `"${id}"`).join(", ")}] } } }) { items { ${shown} } } }`,
      )
      return data.orders.items.map(seen)
    },
    hasOrders: async () => {
      const { data } = await manage<{ orders: { totalItems: number } }>(
        "{ orders(options: { take: 1 }) { totalItems } }",
      )
      return data.orders.totalItems > 0
    },
    leftovers: () => [`${serial} products named "laws …" with their orders`],
    close: async () => {},
  }
}

export default openVendure
