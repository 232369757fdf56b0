// Drives a Medusa 2 shop that has a region, a stock location, a shipping option and a publishable key.
// `shopwright laws URL --mapping tests/laws/shops/medusa.ts --admin EMAIL:PASSWORD`, where URL has no path. With
// SECOND_URL, every other order is placed through a second process of the same shop.

import {
  accepted,
  type CommandResult,
  type Item,
  type OrderPlan,
  refused,
  type SeenOrder,
  type ShopDriver,
} from "../../../adapters/testing/driver.ts"
import { idNumbers } from "../../../adapters/testing/drivers/id-numbers.ts"
import { rendezvous } from "../../../adapters/testing/drivers/rendezvous.ts"
import { SetupRejected, ShopFailed, ShopUnavailable } from "../../../adapters/testing/shop-errors.ts"

interface Order {
  readonly id: string
  readonly status: string
  readonly email: string
  readonly item_total: number
  readonly items: ReadonlyArray<{
    readonly variant_id: string
    readonly quantity: number
    readonly unit_price: number
  }>
}
interface Level {
  readonly available_quantity: number
}
interface Problem {
  readonly message?: string
}

const fields = "id,status,email,item_total,*items"
const toMinorUnits = (amount: number): number => Math.round(amount * 100)

const openMedusa = async ({
  url,
  admin,
}: {
  url: string
  admin: { username: string; password: string }
}): Promise<ShopDriver> => {
  const processes = [url, process.env.SECOND_URL ?? url].map((each) => each.replace(/\/$/, ""))
  const ids = idNumbers()
  const inventories = new Map<number, string>()
  const placed: Array<string> = []
  let serial = 0
  let headers: Readonly<Record<string, string>> = {}

  /** Sends a request. A 4xx response is returned as the text of its problem. */
  const ask = async <Body>(request: string, body?: unknown, process = 0): Promise<Body | string> => {
    const [method = "GET", path = ""] = request.split(" ")
    const response = await fetch(`${processes[process % processes.length]}${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new ShopUnavailable(`the shop does not respond: ${String(error)}`)
    })
    const shown = (await response.json()) as Body & Problem
    if (response.status >= 500) throw new ShopFailed(`${request}: ${response.status} ${shown.message}`)
    return response.ok ? shown : `${response.status} ${shown.message}`
  }
  const manage = async <Body>(request: string, body?: unknown): Promise<Body> => {
    const response = await ask<Body>(request, body)
    if (typeof response === "string") throw new SetupRejected(`the shop refused ${request}: ${response}`)
    return response
  }
  const first = async (path: string, name: string): Promise<string> => {
    const [found] = (await manage<Record<string, ReadonlyArray<{ readonly id: string }>>>(`GET ${path}`))[name] ?? []
    if (found === undefined) throw new SetupRejected(`the shop has no ${name}`)
    return found.id
  }

  const signIn = { email: admin.username, password: admin.password }
  const { token } = await manage<{ token: string }>("POST /auth/user/emailpass", signIn)
  headers = { authorization: `Bearer ${token}` }
  const keys = await manage<{ api_keys: ReadonlyArray<{ token: string }> }>(
    "GET /admin/api-keys?type=publishable&order=-created_at",
  )
  const [region, location, option, profile] = [
    await first("/admin/regions", "regions"),
    await first("/admin/stock-locations", "stock_locations"),
    await first("/admin/shipping-options", "shipping_options"),
    await first("/admin/shipping-profiles", "shipping_profiles"),
  ]
  const { stock_location: at } = await manage<{ stock_location: { sales_channels: ReadonlyArray<{ id: string }> } }>(
    `GET /admin/stock-locations/${location}?fields=*sales_channels`,
  )
  headers = { ...headers, "x-publishable-api-key": keys.api_keys[0]?.token ?? "" }

  const emailOf = (buyer: number): string => `laws${buyer}@example.com`
  const seen = ({ id, status, items, item_total }: Order): SeenOrder => ({
    id: ids.numberOf("order", id),
    status: status === "canceled" ? "cancelled" : "created",
    total: toMinorUnits(item_total),
    lines: items.map(({ variant_id, quantity, unit_price }) => ({
      item: { product: ids.numberOf("variant", variant_id), variant: null },
      quantity,
      price: toMinorUnits(unit_price),
    })),
  })

  /** Returns the id of a cart that can be completed, or why there is none. */
  const prepare = async ({ buyer, lines }: OrderPlan, process: number): Promise<{ cart: string } | string> => {
    const address = { first_name: "A", last_name: "B", address_1: "Street 1", city: "London", country_code: "gb" }
    const created = await ask<{ cart: { id: string } }>(
      "POST /store/carts",
      {
        region_id: region,
        email: emailOf(buyer),
        shipping_address: address,
        billing_address: address,
        items: lines.map(({ item, quantity }) => ({ variant_id: ids.idOf("variant", item.product), quantity })),
      },
      process,
    )
    if (typeof created === "string") return created
    const cart = created.cart.id
    const shipped = await ask(`POST /store/carts/${cart}/shipping-methods`, { option_id: option }, process)
    if (typeof shipped === "string") return shipped
    const payment = await manage<{ payment_collection: { id: string } }>("POST /store/payment-collections", {
      cart_id: cart,
    })
    await manage(`POST /store/payment-collections/${payment.payment_collection.id}/payment-sessions`, {
      provider_id: "pp_system_default",
    })
    return { cart }
  }

  const meet = rendezvous()
  const place = async (plan: OrderPlan): Promise<CommandResult<SeenOrder>> => {
    const process = serial++
    const prepared = await meet(() => prepare(plan, process))
    if (typeof prepared === "string") return refused(prepared)
    const done = await ask<{ type: string; order?: { id: string }; error?: Problem }>(
      `POST /store/carts/${prepared.cart}/complete`,
      {},
      process,
    )
    if (typeof done === "string") return refused(done)
    if (done.order === undefined) return refused(`${done.error?.message}`)
    placed.push(done.order.id)
    const { order } = await manage<{ order: Order }>(`GET /admin/orders/${done.order.id}?fields=${fields}`)
    return accepted(seen(order))
  }

  return {
    sells: ["product"],
    priceStep: 1,
    statuses: ["created", "cancelled"],
    createItem: async ({ stock, price }): Promise<Item> => {
      const name = `laws ${Date.now()} ${++serial}`
      const prices = [{ currency_code: "eur", amount: price / 100 }]
      const { product } = await manage<{ product: { id: string } }>("POST /admin/products", {
        title: name,
        status: "published",
        shipping_profile_id: profile,
        options: [{ title: "Size", values: ["a"] }],
        variants: [{ title: "a", sku: name, manage_inventory: true, options: { Size: "a" }, prices }],
        sales_channels: at.sales_channels.map((channel) => ({ id: channel.id })),
      })
      const read = await manage<{
        product: {
          variants: ReadonlyArray<{ id: string; inventory_items: ReadonlyArray<{ inventory_item_id: string }> }>
        }
      }>(`GET /admin/products/${product.id}?fields=*variants.inventory_items`)
      const [variant] = read.product.variants
      const inventory = variant?.inventory_items[0]?.inventory_item_id ?? ""
      await manage(`POST /admin/inventory-items/${inventory}/location-levels`, {
        location_id: location,
        stocked_quantity: stock,
      })
      const number = ids.numberOf("variant", variant?.id)
      inventories.set(number, inventory)
      return { product: number, variant: null }
    },
    place,
    changeStatus: async (order, to) => {
      if (to !== "cancelled") return refused("the driver only cancels")
      const result = await ask(`POST /admin/orders/${ids.idOf("order", order)}/cancel`, {})
      return typeof result === "string" ? refused(result) : accepted(undefined)
    },
    available: (items) =>
      Promise.all(
        items.map(async ({ product }) => {
          const path = `/admin/inventory-items/${inventories.get(product)}/location-levels`
          const { inventory_levels: levels } = await manage<{ inventory_levels: ReadonlyArray<Level> }>(`GET ${path}`)
          return levels[0]?.available_quantity ?? 0
        }),
      ),
    ordersOf: async (buyer) => {
      const recent = placed.slice(-40)
      if (recent.length === 0) return []
      const filter = recent.map((id) => `id[]=${id}`).join("&")
      const { orders } = await manage<{ orders: ReadonlyArray<Order> }>(
        `GET /admin/orders?limit=100&fields=${fields}&${filter}`,
      )
      return orders.filter(({ email }) => email === emailOf(buyer)).map(seen)
    },
    hasOrders: async () => (await manage<{ count: number }>("GET /admin/orders?limit=1")).count > 0,
    leftovers: () => [`${inventories.size} products named "laws …" with their orders`],
    close: async () => {},
  }
}

export default openMedusa
