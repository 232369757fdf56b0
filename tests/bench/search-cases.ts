import type { Shop } from "../../composition/shop.ts"
import { AccountId } from "../../domain/account/account.ts"
import { operator } from "../../domain/account/actor.ts"
import { CategoryId } from "../../domain/catalog/category.ts"
import { ProductId } from "../../domain/catalog/product.ts"
import { OrderId } from "../../domain/order/order.ts"
import { StockItemId } from "../../domain/stock/stock-item.ts"
import { FIRST_ORDER, FREQUENT, LAST_ORDER, type LargeShop, phoneOf } from "./large-shop.ts"

const LIMIT = 50
/** Stands for an admin of the shop. */
const admin = { id: AccountId(FREQUENT), username: null, isAdmin: true }

/** One list to measure: what it is, and the call. */
export interface SearchCase {
  readonly list: string
  readonly filter: string
  readonly page: string
  readonly call: (shop: Shop) => Promise<unknown>
}

/** The parts of a list at which pages are measured: the beginning, the middle and nearly the end. */
const parts = { first: undefined, middle: 0.5, last: 0.999 }

const times = (of: number) => new Date(FIRST_ORDER.getTime() + of * (LAST_ORDER.getTime() - FIRST_ORDER.getTime()))

const orderCases = ({ orders }: LargeShop): ReadonlyArray<SearchCase> => {
  const month = { placedFrom: new Date("2025-06-01T00:00:00Z"), placedBefore: new Date("2025-07-01T00:00:00Z") }
  const filters = {
    "all orders": {},
    "a frequent buyer": { owner: AccountId(FREQUENT) },
    "a rare buyer": { owner: AccountId(777) },
    "a frequent status": { statuses: ["delivered"] },
    "rare statuses": { statuses: ["created", "cancelled"] },
    "a month": month,
    "a status in a month": { ...month, statuses: ["paid"] },
    "a frequent product": { product: ProductId(FREQUENT) },
    "a rare product": { product: ProductId(777) },
    "a product and a status": { product: ProductId(FREQUENT), statuses: ["cancelled"] },
    "a product in a month": { product: ProductId(FREQUENT), ...month },
    "a rare product in a month": { product: ProductId(777), ...month },
    "a buyer and a status": { owner: AccountId(FREQUENT), statuses: ["cancelled"] },
    "a buyer in a month": { owner: AccountId(FREQUENT), ...month },
    "a rare buyer in a month": { owner: AccountId(777), ...month },
    "a phone number": { phone: phoneOf(777) },
    "a frequent phone number": { phone: phoneOf(FREQUENT) },
    "a phone number and a status": { phone: phoneOf(777), statuses: ["delivered"] },
    "a frequent phone number and rare statuses": { phone: phoneOf(FREQUENT), statuses: ["created", "cancelled"] },
    "a frequent phone number in a month": { phone: phoneOf(FREQUENT), ...month },
    "a phone number and a product": { phone: phoneOf(777), product: ProductId(FREQUENT) },
    "a frequent phone number and a product": { phone: phoneOf(FREQUENT), product: ProductId(777) },
    "a buyer and a product": { owner: AccountId(777), product: ProductId(FREQUENT) },
    "a frequent buyer and a product": { owner: AccountId(FREQUENT), product: ProductId(777) },
    "a frequent buyer and a frequent product": { owner: AccountId(FREQUENT), product: ProductId(FREQUENT) },
  } as const satisfies Readonly<Record<string, object>>
  return Object.entries(filters).flatMap(([filter, conditions]) =>
    (["newest", "oldest"] as const).flatMap((sort) =>
      Object.entries(parts).map(([page, part]): SearchCase => {
        const place = part === undefined ? undefined : sort === "newest" ? 1 - part : part
        const after =
          place === undefined ? undefined : { createdAt: times(place), id: OrderId(Math.ceil(place * orders)) }
        return {
          ...{ list: "orders", filter: `${filter}, ${sort} first`, page },
          call: (shop) => shop.searchOrders(operator, { ...conditions, sort, after, limit: LIMIT }),
        }
      }),
    ),
  )
}

const productCases = ({ products }: LargeShop): ReadonlyArray<SearchCase> => {
  const filters = {
    "all products": {},
    "a category": { category: CategoryId(3) },
    "what is available": { isAvailable: true },
    "what is not available": { isAvailable: false },
    "a frequent word": { text: "wood" },
    "a word of all": { text: "words" },
    "a rare word": { text: "product777" },
    "a word of one in a thousand": { text: "material77" },
    "two words": { text: "linen material77" },
    "a word in a category": { text: "words", category: CategoryId(3), isAvailable: true },
    "archived products": { isArchived: true },
  }
  const places = (part: number) => ({
    newest: (1 - part) * products,
    oldest: part * products,
    cheapest: 100 + part * 100_000,
    dearest: 100 + (1 - part) * 100_000,
  })
  const sorts = ["newest", "oldest", "name", "cheapest", "dearest"] as const
  return Object.entries(filters).flatMap(([filter, conditions]) =>
    sorts.flatMap((sort) =>
      Object.entries(parts).map(([page, part]): SearchCase => {
        const value =
          part === undefined
            ? undefined
            : sort === "name"
              ? part === 0.5
                ? "linen product5"
                : "woollen product9"
              : Math.floor(places(part)[sort])
        const id = ProductId(typeof value === "number" && sort.endsWith("est") ? Math.min(value, products) : 1)
        const after = value === undefined ? undefined : { value, id }
        return {
          ...{ list: "products", filter: `${filter}, ${sort}`, page },
          call: (shop) => shop.searchProducts(operator, { ...conditions, sort, after, limit: LIMIT }),
        }
      }),
    ),
  )
}

const accountCases = ({ accounts }: LargeShop): ReadonlyArray<SearchCase> => {
  const filters = {
    "all accounts": {},
    "active accounts": { isActive: true },
    "inactive accounts": { isActive: false },
    admins: { isAdmin: true },
    "a word of all": { text: "example" },
    "a user name": { text: "buyer-777" },
    "a rare name": { text: "family777" },
    "two names": { text: "name77 family" },
    "a word of inactive accounts": { text: "name", isActive: false },
  }
  return Object.entries(filters).flatMap(([filter, conditions]) =>
    Object.entries(parts).map(([page, part]): SearchCase => {
      const before = part === undefined ? undefined : AccountId(Math.ceil((1 - part) * accounts))
      return {
        ...{ list: "accounts", filter, page },
        call: (shop) => shop.searchAccounts(operator, { ...conditions, before, limit: LIMIT }),
      }
    }),
  )
}

const stockCases = ({ products, movements }: LargeShop): ReadonlyArray<SearchCase> =>
  Object.entries(parts).flatMap(([page, part]): ReadonlyArray<SearchCase> => {
    const before = part === undefined ? undefined : Math.ceil(products * 1.2 + (1 - part) * movements)
    const after = part === undefined ? undefined : StockItemId(Math.ceil(part * products * 1.2))
    return [
      {
        ...{ list: "stock history", filter: "a frequent item", page },
        call: (shop) => shop.stockHistory(admin, { stockItem: StockItemId(FREQUENT), before, limit: LIMIT }),
      },
      {
        ...{ list: "stock history", filter: "a rare item", page },
        call: (shop) => shop.stockHistory(admin, { stockItem: StockItemId(777), before, limit: LIMIT }),
      },
      {
        ...{ list: "low stock", filter: "all items", page },
        call: (shop) => shop.listLowStock(admin, { after, limit: LIMIT }),
      },
    ]
  })

/** Reports, which may take longer than a page. */
export const reportCases: ReadonlyArray<SearchCase> = [
  {
    ...{ list: "reports", filter: "sales of 31 days", page: "" },
    call: (shop) => shop.reportSales(admin, { from: "2026-10-01", to: "2026-10-31" }),
  },
  {
    ...{ list: "reports", filter: "best sellers of 31 days", page: "" },
    call: (shop) => shop.reportBestSellers(admin, { from: "2026-10-01", to: "2026-10-31", limit: 10 }),
  },
  { ...{ list: "reports", filter: "stock value", page: "" }, call: (shop) => shop.reportStockValue(admin) },
]

/** Every documented filter, sort and search, at the beginning, in the middle and near the end of its list. */
export const searchCases = (sizes: LargeShop): ReadonlyArray<SearchCase> => [
  ...orderCases(sizes),
  ...productCases(sizes),
  ...accountCases(sizes),
  ...stockCases(sizes),
]
