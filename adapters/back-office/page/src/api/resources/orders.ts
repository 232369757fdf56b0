import type { Order, OrderStatus } from "../../../../../client"
import { startOfDay } from "../../shared/days"
import { api } from "../client"
import type { Page } from "../cursor-pages"
import { ApiError, answerOf, resultOf } from "../problem"
import { shopUnits } from "../shop-units"
import { type ListQuery, number, type ResourceCalls, text, texts, type Versioned } from "./resource"

/** Accounts that a search by name may find. Their orders are listed together. */
const MAX_BUYERS = 5

const filtersOf = ({ filter, sort, limit, after }: ListQuery) => ({
  limit,
  after,
  sort: sort?.order === "ASC" ? ("oldest" as const) : ("newest" as const),
  ...exportFilters(filter),
})

/** The filters of a list that an export has too. */
export const exportFilters = (filter: ListQuery["filter"]) => ({
  status: texts(filter.status) as ReadonlyArray<OrderStatus> | undefined,
  account: number(filter.account),
  product: number(filter.product),
  phone: text(filter.phone),
  placedFrom: beginningOf(text(filter.placedFrom)),
  placedBefore: beginningOf(text(filter.placedBefore)),
})

const beginningOf = (day: string | undefined): string | undefined =>
  day === undefined ? undefined : startOfDay(day, shopUnits().timeZone).toISOString()

const byNumber = async (order: number): Promise<Page<Order>> => {
  const found = await one(order).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 404) return null
    throw error
  })
  return { items: found === null ? [] : [found], next: null }
}

const isPhone = (words: string): boolean => /^[+\d ()./-]{5,40}$/.test(words) && /(\d\D*){5}/.test(words)

/** Searches for an order's number, its delivery's phone number, or its buyer's name, e-mail address or phone number. */
const search = async (words: string, query: ListQuery): Promise<Page<Order>> => {
  if (/^#?\d{1,9}$/.test(words)) {
    const found = await byNumber(Number(words.replace("#", "")))
    if (found.items.length > 0) return found
  }
  const { signal } = query
  const listed = (condition: { readonly account: number } | { readonly phone: string }) =>
    resultOf(api.listOrders({ query: { ...filtersOf({ ...query, after: undefined }), ...condition }, signal }))
  const ofBuyers = async () => {
    const { items } = await resultOf(api.listAccounts({ query: { text: words, limit: MAX_BUYERS }, signal }))
    return Promise.all(items.map(({ id }) => listed({ account: id })))
  }
  const ofPhone = async () => (isPhone(words) ? [await listed({ phone: words })] : [])
  const lists = (await Promise.all([ofBuyers(), ofPhone()])).flat()
  const found = new Map(lists.flatMap((list) => list.items).map((order) => [order.id, order]))
  // The newest of all found orders, no more than a page, because more rows take longer to draw than to read.
  return { items: [...found.values()].toSorted((a, b) => b.id - a.id).slice(0, query.limit), next: null }
}

const one = async (order: number, signal?: AbortSignal): Promise<Versioned<Order>> => {
  const { value, etag } = await answerOf(api.getOrder({ path: { order }, signal }))
  return { ...value, etag }
}

export const orders: ResourceCalls = {
  list: async (query) => {
    const words = text(query.filter.q)
    if (words !== undefined) return search(words, query)
    return resultOf(api.listOrders({ query: filtersOf(query), signal: query.signal }))
  },
  one,
}
