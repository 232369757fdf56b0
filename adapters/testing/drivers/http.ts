import { type OrderStatus, orderStatuses } from "../../../domain/order/status.ts"
import {
  accepted,
  type CommandResult,
  type Item,
  type ItemKind,
  type ItemPlan,
  type OrderPlan,
  refused,
  type SeenOrder,
  type ShopDriver,
} from "../driver.ts"
import { BUYERS_PER_EXAMPLE } from "../new-buyers.ts"
import { SetupRejected, ShopFailed, ShopUnavailable } from "../shop-errors.ts"
import { adjustmentsOf, totalOf } from "./http-amounts.ts"
import { type HttpClientSettings, type HttpResponse, httpClient } from "./http-client.ts"
import { ecommerceBackend, type HttpMapping } from "./http-mapping.ts"
import { idNumbers } from "./id-numbers.ts"
import { list, numberAt, objectOf, optional, present, textAt } from "./json.ts"

/** The server to drive, and its capabilities. */
export interface HttpDriverSettings extends HttpClientSettings {
  /** An admin, who may create products and change statuses. */
  readonly admin: { readonly username: string; readonly password: string }
  /** The kinds of items whose stock the shop tracks. Defaults to both. The document itself knows only variants. */
  readonly sells?: ReadonlyArray<ItemKind> | undefined
  /** 100 for a shop with whole units only. Defaults to 1. */
  readonly priceStep?: number | undefined
  /** Whether the shop supports the `Idempotency-Key` header, which the document does not mention. Defaults to false. */
  readonly keys?: boolean | undefined
  /** Paths, fields and status codes. Defaults to {@link ecommerceBackend}. */
  readonly mapping?: HttpMapping | undefined
}

/** The number of accounts that buyers share. Creating one costs the server two slow hashes. */
const ACCOUNTS = 4

/** Returns the first of the buyers who share an account. Buyers of examples that need new buyers share none. */
const firstOf = (buyer: number): number => (buyer < BUYERS_PER_EXAMPLE ? buyer % ACCOUNTS : buyer)

/**
 * Drives a server that speaks the API of the `ecommerce-backend` document, or another API through a mapping. Signs in as
 * the admin, creates a category and registers its own buyers. Rejects with {@link SetupRejected} if the server refuses
 * that. A refusal is a response with one of the mapping's codes. A 5xx response to a command is a {@link ShopFailed}.
 *
 * @example
 * const driver = await openHttpDriver({ url: "http://127.0.0.1:8000/api", admin: { username: "admin", password } })
 */
export const openHttpDriver = async (settings: HttpDriverSettings): Promise<ShopDriver> => {
  const mapping = settings.mapping ?? ecommerceBackend
  const { requests, fields, extra, minorUnits } = mapping
  const call = httpClient(settings)
  const ids = idNumbers()
  const made: Array<string> = []
  const admin = await signIn(settings.admin)
  // Two drivers may use one server, one after the other or at once.
  const mark = globalThis.crypto.randomUUID().slice(0, 8)
  const category = await makeCategory()
  const accounts = new Map<number, Promise<string>>()

  async function signIn({ username, password }: HttpDriverSettings["admin"]): Promise<string> {
    const body = objectOf([
      [fields.username, username],
      [fields.password, password],
    ])
    const token = textAt(prepared(await call(requests.signIn, { body })), fields.token)
    return mapping.authorization.replaceAll("{token}", token)
  }

  async function makeCategory(): Promise<unknown> {
    if (requests.createCategory === null) return undefined
    const body = objectOf([[fields.name, `laws ${mark}`]])
    made.push(`category "laws ${mark}" with its products`)
    return present(prepared(await call(requests.createCategory, { authorization: admin, body })), fields.id)
  }

  const register = async (account: number): Promise<string> => {
    const user = { username: `laws-${mark}-${account}`, password: `laws ${mark} pass` }
    const given = [
      [fields.username, user.username],
      [fields.password, user.password],
      [fields.email, `${user.username}@example.com`],
    ] as const
    prepared(await call(requests.register, { body: { ...objectOf(given), ...extra.register } }))
    made.push(`account "${user.username}" with its orders`)
    return signIn(user)
  }

  const buyerOf = (buyer: number): Promise<string> => {
    const account = firstOf(buyer)
    const known = accounts.get(account) ?? register(account)
    accounts.set(account, known)
    return known
  }

  const create = async (authorization: string, plans: ReadonlyArray<ItemPlan>): Promise<HttpResponse> => {
    const [first] = plans
    const variants = plans.map(({ stock }, i) =>
      objectOf([
        [fields.size, `M${i}`],
        [fields.color, "red"],
        [fields.stock, stock],
      ]),
    )
    const sold = first?.kind === "variant" ? { variants } : { variants: [], stock: first?.stock ?? 0 }
    const body = objectOf([
      [fields.name, "item"],
      [fields.description, "of a law"],
      [fields.price, (first?.price ?? 0) / minorUnits],
      ...(category === undefined ? [] : ([[fields.category, category]] as const)),
      [fields.variants, sold.variants],
      ...("stock" in sold ? ([[fields.stock, sold.stock]] as const) : []),
    ])
    return call(requests.createProduct, { authorization, body: { ...body, ...extra.product } })
  }

  const createVariants = async (plans: ReadonlyArray<ItemPlan>): Promise<ReadonlyArray<Item>> => {
    const product = prepared(await create(admin, plans))
    const shown = list(optional(product, fields.variants) ?? [])
    const number = ids.numberOf("product", present(product, fields.id))
    return plans.map((plan, i) => {
      const variant = plan.kind === "variant" ? ids.numberOf("variant", present(shown[i], fields.id)) : null
      return { product: number, variant }
    })
  }

  const place = async ({ buyer, lines }: OrderPlan, key?: string): Promise<CommandResult<SeenOrder>> => {
    const items = lines.map(({ item: { product, variant }, quantity, asText }) =>
      objectOf([
        [fields.product, ids.idOf("product", product)],
        ...(variant === null ? [] : ([[fields.variant, ids.idOf("variant", variant)]] as const)),
        [fields.quantity, asText === true ? String(quantity) : quantity],
      ]),
    )
    const body = { ...objectOf([[fields.items, items]]), ...extra.place }
    return resultOf(await call(requests.place, { authorization: await buyerOf(buyer), body, key }), readOrder)
  }

  const changeStatus = async (authorization: string, order: number, to: OrderStatus): Promise<HttpResponse> => {
    const request = requests.changeStatus.replaceAll("{order}", String(ids.idOf("order", order)))
    return call(request, { authorization, body: objectOf([[fields.status, mapping.statuses[to] ?? to]]) })
  }

  async function* pagesOf(request: string, authorization?: string): AsyncGenerator<ReadonlyArray<unknown>> {
    for (let next: string | null = request; next !== null; ) {
      const body = succeeded(await call(next, authorization === undefined ? {} : { authorization }))
      yield list(fields.list === null ? body : present(body, fields.list))
      const following = optional(body, fields.next)
      next = typeof following === "string" && following !== "" ? `GET ${following}` : null
    }
  }

  const whole = async (request: string, authorization?: string): Promise<ReadonlyArray<unknown>> => {
    const all: Array<unknown> = []
    for await (const page of pagesOf(request, authorization)) all.push(...page)
    return all
  }

  const resultOf = <A>(response: HttpResponse, read: (body: unknown) => A): CommandResult<A> =>
    mapping.refusals.includes(response.status) ? refused(response.text) : accepted(read(succeeded(response)))

  const readOrder = (order: unknown): SeenOrder => {
    const shown = textAt(order, fields.status)
    const status = orderStatuses.find((each) => mapping.statuses[each] === shown)
    if (status === undefined) throw new ShopFailed(`"${shown}" is not an order status`)
    const lines = list(present(order, fields.items)).map((line) => {
      const variant = optional(line, fields.variant) ?? null
      return {
        item: {
          product: ids.numberOf("product", present(line, fields.product)),
          variant: variant === null ? null : ids.numberOf("variant", variant),
        },
        quantity: numberAt(line, fields.quantity),
        price: Math.round(numberAt(line, fields.linePrice) * minorUnits),
      }
    })
    const amounts = { total: totalOf(mapping, order), adjustments: adjustmentsOf(mapping, order) }
    return { id: ids.numberOf("order", present(order, fields.id)), status, lines, ...amounts }
  }

  const stockOf = (product: unknown, { variant }: Item): number => {
    if (product === undefined) throw new ShopFailed("a created item is not listed")
    if (variant === null) return numberAt(product, fields.stock)
    const id = ids.idOf("variant", variant)
    const variants = list(present(product, fields.variants))
    return numberAt(
      variants.find((each) => optional(each, fields.id) === id),
      fields.stock,
    )
  }

  return {
    sells: settings.sells ?? ["product", "variant"],
    priceStep: settings.priceStep ?? 1,
    statuses: orderStatuses.filter((status) => mapping.statuses[status] !== undefined),
    showsAdjustments: fields.adjustments !== null && fields.total !== null,
    takesText: true,
    createItem: async (plan) => {
      const [item] = await createVariants([plan])
      if (item === undefined) throw new ShopFailed("a created product has no item")
      return item
    },
    createVariants,
    place: (plan) => place(plan),
    ...(settings.keys === true && { placeOnce: place }),
    changeStatus: async (order, to) => resultOf(await changeStatus(admin, order, to), () => undefined),
    asBuyer: (buyer) => {
      // A missing permission may also be a 401.
      const result = (response: HttpResponse): CommandResult<void> =>
        response.status === 401 ? refused(response.text) : resultOf(response, () => undefined)
      return {
        changeStatus: async (order, to) => result(await changeStatus(await buyerOf(buyer), order, to)),
        createItem: async (plan) => result(await create(await buyerOf(buyer), [plan])),
      }
    },
    available: async (items) => {
      const products = await whole(requests.products)
      const listed = new Map(products.map((product) => [present(product, fields.id), product]))
      return items.map((item) => stockOf(listed.get(ids.idOf("product", item.product)), item))
    },
    ordersOf: async (buyer) => {
      // Buyers who share an account share its orders. The first of them lists these orders.
      if (firstOf(buyer) !== buyer) return []
      return (await whole(requests.orders, await buyerOf(buyer))).map(readOrder)
    },
    ...(fields.list !== null && {
      pages: async function* (buyer) {
        for await (const page of pagesOf(requests.orders, await buyerOf(buyer))) yield page.map(readOrder)
      },
    }),
    hasOrders: async () => (await whole(requests.orders, admin)).length > 0,
    leftovers: () => [...made],
    close: async () => {},
  }
}

/** Returns the body of a response that laws need before their first step. */
const prepared = (response: HttpResponse): unknown => {
  if (response.status >= 400 && response.status < 500)
    throw new SetupRejected(`the shop refused what the laws need: ${response.description}`)
  return succeeded(response)
}

const succeeded = (response: HttpResponse): unknown => {
  if (response.status >= 400 && response.status < 500)
    throw new ShopUnavailable(`the shop responded with a code that is not among its refusals: ${response.description}`)
  if (response.status < 200 || response.status > 299) throw new ShopFailed(response.description)
  return response.body
}
