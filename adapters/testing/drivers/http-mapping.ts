import { type OrderStatus, orderStatuses } from "../../../domain/order/status.ts"

/**
 * How an API differs from that of the `ecommerce-backend` document. Requests are a method and a path. `{order}` is the
 * id of an order. A name of a field may be a path, such as `data.id`.
 */
export interface HttpMapping {
  readonly requests: {
    readonly signIn: string
    readonly register: string
    /** `null` if products need no category. */
    readonly createCategory: string | null
    readonly createProduct: string
    readonly products: string
    readonly place: string
    readonly orders: string
    readonly changeStatus: string
  }
  /** The `Authorization` header. `{token}` is the token of the sign-in. */
  readonly authorization: string
  readonly fields: {
    readonly username: string
    readonly password: string
    readonly email: string
    readonly token: string
    /** The field that contains a list, or `null` if a list is the whole response. */
    readonly list: string | null
    /** The field that contains the URL of the next page of a list. */
    readonly next: string
    readonly id: string
    readonly name: string
    readonly description: string
    readonly price: string
    readonly category: string
    readonly stock: string
    readonly variants: string
    readonly size: string
    readonly color: string
    readonly items: string
    readonly product: string
    readonly variant: string
    readonly quantity: string
    readonly linePrice: string
    /** The field of an order's total in currency units, or `null` if the API shows none. */
    readonly total: string | null
    readonly status: string
    /** The field of an order's list of discounts, taxes, shipping and fees, or `null` if the API shows none. */
    readonly adjustments: string | null
    readonly adjustmentKind: string
    readonly adjustmentLabel: string
    /** The field of an adjustment's amount in currency units, negative for a discount. */
    readonly adjustmentAmount: string
    /** The field that says whether the prices contain an adjustment, or `null` if they contain none. */
    readonly adjustmentIncluded: string | null
  }
  /** The API's name of each status. A status without a name is not tested. */
  readonly statuses: Readonly<Partial<Record<OrderStatus, string>>>
  /** The status codes with which the shop refuses a command. */
  readonly refusals: ReadonlyArray<number>
  /** Minor units in one unit of the API's prices: 100, or 1 if the API shows minor units. */
  readonly minorUnits: number
  /** Further fields of requests. */
  readonly extra: {
    readonly register: Readonly<Record<string, unknown>>
    readonly product: Readonly<Record<string, unknown>>
    readonly place: Readonly<Record<string, unknown>>
  }
}

/**
 * The API of the `ecommerce-backend` document. Refusals are all 4xx codes that concern the request itself.
 *
 * @example
 * const ours: HttpMapping = { ...ecommerceBackend, refusals: [422] }
 */
export const ecommerceBackend: HttpMapping = {
  requests: {
    signIn: "POST users/login/",
    register: "POST users/register/",
    createCategory: "POST products/categories/create/",
    createProduct: "POST products/create/",
    products: "GET products/",
    place: "POST orders/",
    orders: "GET orders/",
    changeStatus: "PATCH orders/{order}/update-status/",
  },
  authorization: "Token {token}",
  fields: {
    username: "username",
    password: "password",
    email: "email",
    token: "token",
    list: null,
    next: "next",
    id: "id",
    name: "name",
    description: "description",
    price: "price",
    category: "category",
    stock: "stock",
    variants: "variants",
    size: "size",
    color: "color",
    items: "items",
    product: "product",
    variant: "variant",
    quantity: "quantity",
    linePrice: "price",
    total: null,
    status: "status",
    adjustments: null,
    adjustmentKind: "kind",
    adjustmentLabel: "label",
    adjustmentAmount: "amount",
    adjustmentIncluded: null,
  },
  statuses: Object.fromEntries(orderStatuses.map((status) => [status, status])),
  refusals: [400, 402, 403, 404, 405, 406, 409, 410, 412, 413, 415, 416, 417, 422, 423, 424, 428],
  minorUnits: 100,
  extra: { register: {}, product: {}, place: {} },
}

/**
 * Changes parts of a mapping, as a mapping file does. Throws an error that names an unknown part.
 *
 * @example
 * const theirs = changeMapping(ecommerceBackend, { authorization: "Bearer {token}", fields: { token: "access" } })
 */
export const changeMapping = (mapping: HttpMapping, changes: Readonly<Record<string, unknown>>): HttpMapping =>
  merged(mapping, changes, "") as HttpMapping

/** The parts whose keys a host chooses. */
const open: ReadonlySet<string> = new Set(["extra.register", "extra.product", "extra.place", "statuses"])

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const merged = (base: unknown, change: unknown, path: string): unknown => {
  if (!isRecord(base)) {
    const kinds = [base, change].map((value) => (Array.isArray(value) ? "list" : typeof value))
    if (base !== null && change !== null && kinds[0] !== kinds[1])
      throw new Error(`"${path}" must be a ${kinds[0]}, not ${JSON.stringify(change)}`)
    return change
  }
  if (!isRecord(change)) throw new Error(`"${path}" must be an object, not ${JSON.stringify(change)}`)
  if (open.has(path)) return change
  const result: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(change)) {
    const here = path === "" ? key : `${path}.${key}`
    if (!Object.hasOwn(base, key)) throw new Error(`"${here}" is unknown; known are ${Object.keys(base).join(", ")}`)
    result[key] = merged(base[key], value, here)
  }
  return result
}
