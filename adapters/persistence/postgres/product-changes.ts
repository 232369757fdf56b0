import type { Product } from "../../../domain/catalog/product.ts"
import type { Database, Row } from "./database.ts"
import { type ListedProducts, productsOf, selectProducts } from "./product-rows.ts"
import { isSameProduct } from "./same-product.ts"
import type { Snapshot } from "./snapshot.ts"

/** What may have changed since a snapshot. */
export interface ChangedProducts {
  /** The products of which a row was written since, as they are now. */
  readonly products: ReadonlyArray<Product>
  /** How many rows those products have in the stock table. */
  readonly rows: number
  /** How many rows the stock table has. */
  readonly stockItems: number
}

/**
 * Reads the products of which a row was written by a transaction that a snapshot did not show as committed. The system
 * column `xmin` holds that transaction. One statement reads everything, so the products are of one moment.
 */
export const readChangedProducts = async (database: Database, since: Snapshot): Promise<ChangedProducts> => {
  const text = selectChanged(database.schema)
  const found = await database.rows({ name: "changed products", text }, [since.text])
  const rows: ReadonlyArray<Row> = found.filter(([, id]) => id !== null).map(([, ...row]) => row)
  return { products: productsOf(rows), rows: rows.length, stockItems: Number(found[0]?.[0]) }
}

/** Each table is scanned once and its rows are compared by number, which is much cheaper than reading and sending them. */
const selectChanged = (s: string): string => `
  with stock as materialized (
    select pg_catalog.count(*)::integer as items, pg_catalog.array_agg(l.product) filter (where ${isRecent("l")}) as products
    from ${s}.stock_level l
  ), changed as materialized (
    select pg_catalog.unnest(products) as id from stock
    union select v.product from ${s}.variant v where ${isRecent("v")}
    union select p.id from ${s}.product p where ${isRecent("p")}
  )
  select stock.items, r.*
  from stock left join (${selectProducts(s, "where p.id = any (array(select id from changed))", false)}) r on true
  order by r.id, r.variant`

const isRecent = (row: string): string =>
  `pg_catalog.age(${row}.xmin) <= (select pg_catalog.age(pg_catalog.pg_snapshot_xmin($1::text::pg_snapshot)::xid))`

/**
 * Puts changed products in their places. Returns `null` when the number of stock items does not add up: then rows were
 * deleted, and the list has to be read as a whole.
 */
export const withChanges = (known: ListedProducts, changes: ChangedProducts): ListedProducts | null => {
  const products = [...known.products]
  const added: Array<Product> = []
  let replacedItems = 0
  let differs = false
  for (const product of changes.products) {
    const index = indexOfId(known.products, product.id)
    const before = index === null ? undefined : known.products[index]
    if (index === null || before === undefined) {
      added.push(product)
      continue
    }
    replacedItems += Math.max(1, before.variants.length)
    if (isSameProduct(before, product)) continue
    products[index] = product
    differs = true
  }
  if (known.stockItems - replacedItems + changes.rows !== changes.stockItems) return null
  if (added.length === 0) return differs ? { products, stockItems: changes.stockItems } : known
  const all = [...products, ...added]
  if ((added[0]?.id ?? 0) < (products.at(-1)?.id ?? 0)) all.sort((a, b) => a.id - b.id)
  return { products: all, stockItems: changes.stockItems }
}

/** The place of an id in a list in ascending order of id. */
const indexOfId = (products: ReadonlyArray<Product>, id: number): number | null => {
  let [low, high] = [0, products.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((products[middle]?.id ?? 0) < id) low = middle + 1
    else high = middle
  }
  return products[low]?.id === id ? low : null
}
