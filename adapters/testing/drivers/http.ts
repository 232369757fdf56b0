import { isOrderStatus } from "../../../domain/order/status.ts"
import type { OrderPlan, ShopDriver } from "../driver.ts"
import {
  accepted,
  type CommandResult,
  type Item,
  type ItemKind,
  refused,
  type SeenOrder,
  ShopFailed,
} from "../driver.ts"
import { type HttpResponse, httpClient } from "./http-client.ts"
import { list, numberAt, present, textAt } from "./json.ts"

/** The server to drive, and its capabilities. */
export interface HttpDriverSettings {
  /** The base URL of the API, such as `http://127.0.0.1:8000/api`. */
  readonly url: string
  /** An admin, who may create products and change statuses. */
  readonly admin: { readonly username: string; readonly password: string }
  /** The kinds of items whose stock the shop tracks. Defaults to both. The document itself knows only variants. */
  readonly sells?: ReadonlyArray<ItemKind> | undefined
  /** 100 for a shop with whole units only. Defaults to 1. */
  readonly priceStep?: number | undefined
  /** Whether the shop supports the `Idempotency-Key` header, which the document does not mention. Defaults to false. */
  readonly keys?: boolean | undefined
}

/** The number of accounts that the laws' buyers share. Creating one costs the server two slow hashes. */
const ACCOUNTS = 4

/**
 * Drives a server that speaks the API of the `ecommerce-backend` document. Signs in as the admin, creates a category
 * and registers its own buyers. A 400 response is a errorOf. Any other unsuccessful response rejects with {@link
 * ShopFailed}. The document shows neither totals, restock nor reprice.
 *
 * @example
 * const driver = await openHttpDriver({ url: "http://127.0.0.1:8000/api", admin: { username: "admin", password } })
 */
export const openHttpDriver = async (settings: HttpDriverSettings): Promise<ShopDriver> => {
  const call = httpClient(settings.url)
  const token = await signIn(settings.admin)
  // Two drivers may use one server, one after the other or at once.
  const mark = globalThis.crypto.randomUUID().slice(0, 8)
  const category = numberAt(await must("POST", "products/categories/create/", { name: `laws ${mark}` }), "id")
  const accounts = new Map<number, Promise<string>>()

  async function signIn(user: { readonly username: string; readonly password: string }): Promise<string> {
    return textAt(succeeded(await call("POST", "users/login/", { body: user })), "token")
  }

  async function must(method: string, path: string, body: unknown): Promise<unknown> {
    return succeeded(await call(method, path, { token, body }))
  }

  const register = async (account: number): Promise<string> => {
    const user = { username: `laws-${mark}-${account}`, password: `laws ${mark} pass` }
    succeeded(await call("POST", "users/register/", { body: { ...user, email: `${user.username}@example.com` } }))
    return signIn(user)
  }

  const buyerOf = (buyer: number): Promise<string> => {
    const account = buyer % ACCOUNTS
    const known = accounts.get(account) ?? register(account)
    accounts.set(account, known)
    return known
  }

  const place = async ({ buyer, lines }: OrderPlan, key?: string): Promise<CommandResult<SeenOrder>> => {
    const items = lines.map(({ item: { product, variant }, quantity }) =>
      variant === null ? { product, quantity } : { product, variant, quantity },
    )
    return resultOf(await call("POST", "orders/", { token: await buyerOf(buyer), body: { items }, key }), readOrder)
  }

  return {
    sells: settings.sells ?? ["product", "variant"],
    priceStep: settings.priceStep ?? 1,
    createItem: async ({ kind, stock, price }) => {
      const details = { name: "item", description: "of a law", price: price / 100, category }
      const sold = kind === "variant" ? { variants: [{ size: "M", color: "red", stock }] } : { variants: [], stock }
      const product = await must("POST", "products/create/", { ...details, ...sold })
      const [variant] = list(present(product, "variants"))
      return { product: numberAt(product, "id"), variant: variant === undefined ? null : numberAt(variant, "id") }
    },
    place: (plan) => place(plan),
    ...(settings.keys === true && { placeOnce: place }),
    changeStatus: async (order, status) =>
      resultOf(await call("PATCH", `orders/${order}/update-status/`, { token, body: { status } }), () => undefined),
    available: async (items) => {
      const products = list(succeeded(await call("GET", "products/")))
      const listed = new Map(products.map((product) => [numberAt(product, "id"), product]))
      return items.map((item) => stockOf(listed.get(item.product), item))
    },
    ordersOf: async (buyer) => {
      // Buyers who share an account share its orders. The first of them lists these orders.
      if (buyer >= ACCOUNTS) return []
      return list(succeeded(await call("GET", "orders/", { token: await buyerOf(buyer) }))).map(readOrder)
    },
    close: async () => {},
  }
}

const succeeded = (response: HttpResponse): unknown => {
  if (response.status < 200 || response.status > 299) throw new ShopFailed(response.description)
  return response.body
}

const resultOf = <A>(response: HttpResponse, read: (body: unknown) => A): CommandResult<A> =>
  response.status === 400 ? refused(response.text) : accepted(read(succeeded(response)))

const stockOf = (product: unknown, { variant }: Item): number => {
  if (product === undefined) throw new ShopFailed("a created item is not listed")
  if (variant === null) return numberAt(product, "stock")
  const shown = list(present(product, "variants")).find((each) => numberAt(each, "id") === variant)
  return numberAt(shown, "stock")
}

const readOrder = (order: unknown): SeenOrder => {
  const status = textAt(order, "status")
  if (!isOrderStatus(status)) throw new ShopFailed(`"${status}" is not an order status`)
  const lines = list(present(order, "items")).map((line) => {
    const variant = present(line, "variant")
    return {
      item: { product: numberAt(line, "product"), variant: variant === null ? null : numberAt(line, "variant") },
      quantity: numberAt(line, "quantity"),
      price: Math.round(numberAt(line, "price") * 100),
    }
  })
  return { id: numberAt(order, "id"), status, lines, total: null }
}
