import { timeSlice } from "../../../application/time-slice.ts"
import { CategoryId } from "../../../domain/catalog/category.ts"
import type { Money } from "../../../domain/catalog/money.ts"
import { type Product, ProductId, type Variant, VariantId } from "../../../domain/catalog/product.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { Database, Row } from "./database.ts"

/** Selects products, one row for each stock item. `where` may choose among them by `p`; `ordered` is for whole lists. */
export const selectProducts = (s: string, where = "", ordered = true): string => `
  select p.id, p.name, p.description, p.price::float8 as price, p.category,
    v.id as variant, v.size, v.color, l.on_hand - l.reserved as available, l.sku, v.sku as merchant_sku
  from ${s}.product p
  join ${s}.stock_level l on l.product = p.id
  left join ${s}.variant v on v.id = l.variant
  ${where}
  ${ordered ? "order by p.id, v.id" : ""}`

/** A list and the number of rows in the stock table behind it. */
export interface ListedProducts {
  readonly products: ReadonlyArray<Product>
  readonly stockItems: number
}

/** Reads all products, with the number of their stock items. Lets other work in between while it builds the list. */
export const readProducts = async ({ rows, schema }: Database): Promise<ListedProducts> => {
  const found = await rows({ name: "list products", text: selectProducts(schema) }, [])
  const products: Array<Product> = []
  const slice = timeSlice()
  for (let start = 0; start < found.length; ) {
    // A slice ends where a product ends: its rows stand together.
    let end = Math.min(start + SLICE, found.length)
    while (end < found.length && found[end]?.[0] === found[end - 1]?.[0]) end++
    for (const product of productsOf(found.slice(start, end))) products.push(product)
    start = end
    if (slice.isOver()) await slice.next()
  }
  return { products, stockItems: found.length }
}

/** Rows that are converted without a look at the clock. */
const SLICE = 500

/** Builds products from rows of one stock item each. The rows of a product stand together. */
export const productsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<Product> => {
  const products: Array<Product & { available: number; variants: Array<Variant> }> = []
  let last: (typeof products)[number] | undefined
  for (const row of rows as ReadonlyArray<ProductColumns>) {
    const [id, name, description, price, category, variant, size, color, available, item, sku] = row
    if (last?.id !== id) {
      last = {
        id: ProductId(id),
        name,
        description,
        price: price as Money,
        category: CategoryId(category),
        available: 0,
        stockItem: variant === null ? StockItemId(item) : null,
        variants: [],
      }
      products.push(last)
    }
    last.available += available
    if (variant !== null)
      last.variants.push({ id: VariantId(variant), stockItem: StockItemId(item), size, color, sku, available })
  }
  return products
}

type ProductColumns = readonly [
  id: number,
  name: string,
  description: string,
  price: number,
  category: number,
  variant: number | null,
  size: string,
  color: string,
  available: number,
  stockItem: number,
  sku: string | null,
]
