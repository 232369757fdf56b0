import type { ShopDriver } from "../../../adapters/testing/driver.ts"
import { openHttpDriver } from "../../../adapters/testing/drivers/http.ts"
import { type Conventions, usual } from "./conventions.ts"
import type { Flaw } from "./flaws.ts"
import { guestCommands } from "./guest-rules.ts"
import { type PlacedOrder, Refused } from "./records.ts"
import { referenceShop } from "./reference-shop.ts"

const ADMIN = { username: "admin", password: "admin12345" }

type Json = Record<string, unknown>

/** The reference shop as a web API. `fetch` handles a request without a socket. */
export const httpShop = (flaw: Flaw | null = null, conventions: Conventions = usual) => {
  const shop = referenceShop(flaw, conventions)
  const passwords = new Map([[ADMIN.username, ADMIN.password]])
  const { mapping } = shop
  let requests = 0

  const shownId = (id: number): unknown => (conventions.ids === "numbers" ? id : `id-${id}`)
  const readId = (id: unknown): number => Number(String(id).replace("id-", ""))
  const shownMoney = (minorUnits: number): unknown => {
    if (conventions.prices === "minor units") return minorUnits
    return conventions.prices === "texts" ? (minorUnits / 100).toFixed(2) : minorUnits / 100
  }
  const shownOrder = (order: PlacedOrder): Json => ({
    id: shownId(order.id),
    status: mapping.statuses[order.status],
    items: order.lines.map((line) => ({
      product: shownId(line.product.id),
      variant: line.variant === null ? null : shownId(line.variant),
      quantity: line.quantity,
      price: shownMoney(shop.shownPrice(line)),
    })),
    ...(conventions.adjusts && {
      extras: shop.adjustmentsOf(order).map(({ kind, label, amount, isIncluded: included }) => ({
        ...{ kind, label, included },
        amount: shownMoney(amount),
      })),
    }),
    total: shownMoney(shop.totalOf(order)),
  })
  const shownProduct = (id: number): Json => {
    const product = shop.products.get(id)
    return {
      id: shownId(id),
      price: shownMoney(product?.price ?? 0),
      stock: product?.own.stock,
      variants: product?.variants.map((variant) => ({ id: shownId(variant.id), stock: variant.shelf.stock })),
    }
  }

  const paged = (orders: ReadonlyArray<PlacedOrder>, query: URLSearchParams): unknown => {
    const size = conventions.pageSize
    if (size === null) return orders.map(shownOrder)
    if (shop.has("pages by offset, newest first")) {
      const offset = Number(query.get("offset") ?? 0)
      const page = orders.toReversed().slice(offset, offset + size)
      const next = offset + size < orders.length ? `orders/?offset=${offset + size}` : null
      return { results: page.map(shownOrder), next }
    }
    const after = Number(query.get("after") ?? 0)
    const rest = orders.filter(({ id }) => (shop.has("repeats the last order of a page") ? id >= after : id > after))
    const page = rest.slice(0, size)
    const skipped = shop.has("skips the first order of a page") ? (rest[size]?.id ?? 0) : (page.at(-1)?.id ?? 0)
    return { results: page.map(shownOrder), next: rest.length > size ? `orders/?after=${skipped}` : null }
  }

  const respond = async (
    request: string,
    query: URLSearchParams,
    headers: Headers,
    body: Json,
  ): Promise<[number, unknown]> => {
    const user = (headers.get("authorization") ?? "").split(" ")[1] ?? ""
    const isAdmin = user === ADMIN.username
    const items = (Array.isArray(body.items) ? body.items : []).map((item: Json) => ({
      ...item,
      product: readId(item.product),
      ...("variant" in item && { variant: readId(item.variant) }),
    }))
    switch (request) {
      case "POST users/register/":
        passwords.set(String(body.username), String(body.password))
        return [201, {}]
      case "POST users/login/": {
        const name = String(body.username)
        return passwords.get(name) === body.password ? [200, { token: name }] : [400, { detail: "Wrong password." }]
      }
      case "POST products/categories/create/":
        return [201, { id: shownId(1) }]
      case "POST products/create/": {
        if (!isAdmin && !shop.has("lets buyers create products")) return [403, {}]
        const price = Math.round(Number(body.price) * (conventions.prices === "minor units" ? 1 : 100))
        const variants = (Array.isArray(body.variants) ? body.variants : []).map((each: Json) => Number(each.stock))
        const { id } = shop.create(price, Number(body.stock ?? 0), variants)
        return [201, shownProduct(id)]
      }
      case "GET products/": {
        const all = [...shop.products.keys()].map(shownProduct)
        return [200, conventions.pageSize === null ? all : { results: all, next: null }]
      }
      case "GET orders/":
        return [200, paged(isAdmin ? shop.orders : shop.ordersOf(user), query)]
      case "POST orders/": {
        const key = headers.get("idempotency-key")
        const placing = key === null ? shop.place(user, items) : shop.placeOnce(user, items, key)
        return [201, shownOrder(await placing)]
      }
    }
    const [, id] = /^PATCH orders\/([^/]+)\/update-status\/$/.exec(request) ?? []
    if (id === undefined) return [404, {}]
    const names = Object.entries(mapping.statuses)
    const to = names.find(([, name]) => name === body.status)?.[0]
    const lax = shop.has("lets buyers change statuses")
    if (!isAdmin && shop.has("refuses a buyer's change and does it")) await shop.change(readId(id), to).catch(() => {})
    if (!isAdmin && !lax) return [403, {}]
    return [200, shownOrder(await shop.change(readId(id), to))]
  }

  const handle = async (url: URL, init: RequestInit): Promise<Response> => {
    requests += 1
    if (conventions.delay > 0) await new Promise((resolve) => setTimeout(resolve, conventions.delay))
    if (conventions.limitsEvery !== null && requests % conventions.limitsEvery === 0)
      return new Response("{}", { status: 429, headers: { "retry-after": "0" } })
    const body: Json = typeof init.body === "string" ? JSON.parse(init.body) : {}
    const path = url.pathname.replace(/^\/api\//, "")
    try {
      const [status, shown] = await respond(`${init.method} ${path}`, url.searchParams, new Headers(init.headers), body)
      return Response.json(shown, { status })
    } catch (error) {
      if (!(error instanceof Refused)) return new Response("Internal Server Error", { status: 500 })
      return Response.json({ detail: error.message }, { status: error.status ?? conventions.refusal })
    }
  }

  /** Drives the shop. Restocking, repricing and guests go to the rules directly. */
  const open = async (): Promise<ShopDriver> => {
    const driver = await openHttpDriver({
      url: "http://shop.test/api",
      admin: ADMIN,
      mapping,
      keys: true,
      fetch: handle,
    })
    if (conventions.ids === "texts") return driver
    return {
      ...driver,
      guests: guestCommands(shop, driver.ordersOf),
      restock: async ({ product, variant }, pieces) => {
        const shelf = shop.shelfOf(product, variant)
        if (shelf !== undefined) await shop.restock(shelf, pieces)
      },
      reprice: async ({ product }, price) => {
        const known = shop.products.get(product)
        if (known !== undefined) known.price = price
      },
    }
  }
  return { fetch: handle, open, admin: ADMIN, mapping }
}
