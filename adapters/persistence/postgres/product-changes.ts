import type { Product } from "../../../domain/catalog/product.ts"
import { CATALOG_STREAM, type ProductsChanged } from "./catalog-event.ts"
import type { Database } from "./database.ts"
import type { ListedEvent } from "./event-cursor.ts"
import { type ProductRow, productsOf, selectProducts } from "./product-rows.ts"
import { isSameProduct } from "./same-product.ts"

/** Products that are read in one statement. */
const AT_ONCE = 500
/** With more changed products than this, it is cheaper to read all products. */
const MAX_CHANGED = 10_000

/**
 * Reads the products that events are about, as they are now, and puts them in their places. Returns the same array if
 * they look the same, and `null` if there are too many of them.
 */
export const withChanges = async (
  database: Database,
  products: ReadonlyArray<Product>,
  events: ReadonlyArray<ListedEvent>,
): Promise<ReadonlyArray<Product> | null> => {
  const ids = await changedProducts(database, events)
  if (ids.length > MAX_CHANGED) return null
  let changed = products
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE)
    const text = selectProducts(database.schema, "p.id in (select pg_catalog.unnest($1::bigint[]))")
    const statement = { name: "changed products", text }
    changed = replaced(changed, some, productsOf(await database.rows<ProductRow>(statement, [some])))
  }
  return changed
}

/** The ids of the products that events are about. An event's stream says what it is about. */
const changedProducts = async (
  { rows, schema: s }: Database,
  events: ReadonlyArray<ListedEvent>,
): Promise<ReadonlyArray<number>> => {
  const products = new Set<number>()
  const orders = new Set<number>()
  const stockItems = new Set<number>()
  for (const { stream, facts } of events) {
    const [subject, id] = stream.split("/")
    if (subject === "product") products.add(Number(id))
    else if (subject === "order") orders.add(Number(id))
    else if (subject === "stock") stockItems.add(Number(id))
    else if (subject === CATALOG_STREAM)
      for (const product of (facts as ProductsChanged).products) products.add(product)
  }
  if (orders.size + stockItems.size > 0) {
    const text = `select product from ${s}.order_line where "order" = any ($1::bigint[])
      union select product from ${s}.stock_level where stock_item = any ($2::bigint[])`
    const found = await rows({ name: "products of events", text }, [[...orders], [...stockItems]])
    for (const { product } of found) products.add(Number(product))
  }
  return [...products]
}

/** Replaces products of a list in ascending order of id by what was found. A product that was not found is removed. */
export const replaced = (
  known: ReadonlyArray<Product>,
  ids: ReadonlyArray<number>,
  found: ReadonlyArray<Product>,
): ReadonlyArray<Product> => {
  const byId = new Map(found.map((product) => [Number(product.id), product]))
  const products = [...known]
  const added: Array<Product> = []
  const removed = new Set<Product>()
  let differs = false
  for (const id of ids) {
    const index = indexOfId(known, id)
    const [before, now] = [known[index], byId.get(id)]
    if (before?.id !== id) {
      if (now !== undefined) added.push(now)
    } else if (now === undefined) removed.add(before)
    else if (!isSameProduct(before, now)) {
      products[index] = now
      differs = true
    }
  }
  if (added.length + removed.size === 0) return differs ? products : known
  return [...products.filter((product) => !removed.has(product)), ...added].sort((a, b) => a.id - b.id)
}

/** The index of the first product whose id is not smaller. */
const indexOfId = (products: ReadonlyArray<Product>, id: number): number => {
  let [low, high] = [0, products.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((products[middle]?.id ?? 0) < id) low = middle + 1
    else high = middle
  }
  return low
}
