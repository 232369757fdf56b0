import type { RaRecord } from "react-admin"
import type { Product, Variant } from "../../../../../client"
import { api } from "../client"
import { answerOf, resultOf } from "../problem"
import { shopUnits } from "../shop-units"
import { type ListQuery, number, type ResourceCalls, text, truth, type Versioned } from "./resource"

const sortOf = ({ sort }: ListQuery) => {
  if (sort?.field === "price") return sort.order === "ASC" ? "cheapest" : "dearest"
  return "newest"
}

const one = async (product: number, signal?: AbortSignal): Promise<Versioned<Product>> => {
  const { value, etag } = await answerOf(api.getProduct({ path: { product }, signal }))
  return { ...value, etag }
}

/** Lists the products of which little is available. */
const lowStock = async ({ limit, after, signal }: ListQuery) => {
  const { items, next } = await resultOf(api.listLowStock({ query: { limit, after }, signal }))
  const ids = [...new Set(items.map(({ product }) => product.id))]
  return { items: await Promise.all(ids.map((id) => one(id, signal))), next }
}

/** A product as the form holds it. New variants have no id yet. */
interface FormValues extends Partial<Omit<Product, "variants" | "price">> {
  readonly etag?: string
  readonly price?: { readonly amount: string | number; readonly currency?: string }
  readonly stock?: number
  readonly variants?: ReadonlyArray<Partial<Variant> & { readonly stock?: number }>
}

const priceOf = ({ price }: FormValues) => ({
  amount: String(price?.amount ?? ""),
  currency: currencyOf(price?.currency),
})

/** The generated client names the currency of the shop that it was generated from. */
const currencyOf = (currency: string | undefined) => (currency ?? shopUnits().currency) as "USD"

const newVariant = ({ size = "", color = "", sku, stock }: Partial<Variant> & { readonly stock?: number }) => ({
  size,
  color,
  sku: sku || null,
  stock: stock ?? 0,
})

const create = async (values: FormValues): Promise<Versioned<Product>> => {
  const { name = "", description = "", category = 0, stock, variants = [] } = values
  const body = { name, description, price: priceOf(values), category, variants: variants.map(newVariant) }
  const withStock = variants.length === 0 && stock !== undefined ? { ...body, stock: Number(stock) } : body
  return resultOf(api.createProduct({ body: withStock }))
}

const update = async (product: number, values: FormValues, previous: RaRecord): Promise<Versioned<Product>> => {
  const { name, description, category, isArchived, variants } = values
  const known = variants?.flatMap(({ id, size, color, sku, isArchived }) =>
    id === undefined
      ? []
      : [{ id, size: size ?? "", color: color ?? "", sku: sku || null, isArchived: isArchived ?? false }],
  )
  const body = {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description: description ?? "" }),
    ...(category === undefined ? {} : { category }),
    ...(isArchived === undefined ? {} : { isArchived }),
    ...(known === undefined || known.length === 0 ? {} : { variants: known }),
    ...(variants === undefined ? {} : { addVariants: variants.filter(({ id }) => id === undefined).map(newVariant) }),
  }
  const headers = { "If-Match": String(values.etag ?? previous.etag ?? "*") }
  const { value, etag } = await answerOf(api.updateProduct({ path: { product }, headers, body }))
  return { ...value, etag }
}

/** Changes the price of a product. Fails if another person has edited the product since it was read. */
export const changePrice = async ({ id, etag, price }: Versioned<Product>, amount: string): Promise<void> => {
  const body = { price: { amount, currency: price.currency } }
  await resultOf(api.updateProduct({ path: { product: id }, headers: { "If-Match": etag ?? "*" }, body }))
}

export const products: ResourceCalls = {
  list: async (query) => {
    const { filter, limit, after, signal } = query
    if (filter.lowStock === true) return lowStock(query)
    return resultOf(
      api.listProducts({
        query: {
          limit,
          after,
          text: text(filter.q),
          category: number(filter.category),
          available: truth(filter.available),
          archived: truth(filter.archived),
          sort: sortOf(query),
        },
        signal,
      }),
    )
  },
  one,
  create: (data) => create(data as FormValues),
  update: (id, data, previous) => update(id, data as FormValues, previous),
}

export const categories: ResourceCalls = {
  list: async ({ filter, signal }) => {
    const words = text(filter.q)?.toLowerCase() ?? ""
    const { items } = await resultOf(api.listCategories({ signal }))
    return { items: items.filter(({ name }) => name.toLowerCase().includes(words)), next: null }
  },
  one: async (category, signal) => {
    const { items } = await resultOf(api.listCategories({ signal }))
    return items.find(({ id }) => id === category) ?? { id: category, name: `#${category}` }
  },
  create: async ({ name }) => resultOf(api.createCategory({ body: { name: String(name) } })),
}

/** The stock levels of the product that `filter.product` names, by stock item. */
export const stock: ResourceCalls = {
  list: async ({ filter, signal }) => {
    const { items } = await resultOf(api.listStock({ path: { product: number(filter.product) ?? 0 }, signal }))
    return { items: items.map((level) => ({ ...level, id: level.stockItem })), next: null }
  },
  one: async () => Promise.reject(new Error("Stock levels have no address of their own")),
}

/** The movements of the stock item that `filter.stockItem` names. */
export const movements: ResourceCalls = {
  list: async ({ filter, limit, after, signal }) =>
    resultOf(
      api.listStockMovements({ path: { stockItem: number(filter.stockItem) ?? 0 }, query: { limit, after }, signal }),
    ),
  one: async () => Promise.reject(new Error("Movements have no address of their own")),
}

export const lowStockItems: ResourceCalls = {
  list: async ({ limit, after, signal }) => {
    const { items, next } = await resultOf(api.listLowStock({ query: { limit, after }, signal }))
    return { items: items.map((item) => ({ ...item, id: item.stockItem })), next }
  },
  one: async () => Promise.reject(new Error("Items have no address of their own")),
}
