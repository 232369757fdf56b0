import { CategoryId } from "../../../domain/catalog/category.ts"
import type { Money } from "../../../domain/catalog/money.ts"
import { type Product, ProductId, type Variant, VariantId } from "../../../domain/catalog/product.ts"
import type { Metadata } from "../../../domain/metadata.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { Database } from "./database.ts"

/** Selects products in ascending order of id, one row for each stock item. Leaves out what is archived. `where` may choose among them by `p` and `l`. */
export const selectProducts = (s: string, where = "true"): string => `
  select p.id, p.name, p.description, p.price::float8 as price, p.category,
    v.id as variant, v.size, v.color, l.on_hand - l.reserved as available, l.stock_item, v.sku,
    p.metadata, v.metadata as variant_metadata
  from ${s}.product p
  join ${s}.stock_level l on l.product = p.id
  left join ${s}.variant v on v.id = l.variant
  where not p.is_archived and v.is_archived is not true and ${where}
  order by p.id, v.id`

/** Products of a page. A page is read and converted without a pause. */
const PAGE = 500

/**
 * Reads all products page by page, so that other work runs in between. Each page shows what is committed when it is
 * read.
 */
export const readProducts = async ({ rows, schema: s }: Database): Promise<ReadonlyArray<Product>> => {
  const ends = await rows(
    {
      name: "pages of products",
      text: `select id from (select id, pg_catalog.row_number() over (order by id) as n from ${s}.product) p
        where n % ${PAGE} = 0 order by id`,
    },
    [],
  )
  // The range of the stock items lets the database read only their part of the index, whatever it knows of the tables.
  const text = selectProducts(s, "p.id > $1 and p.id <= $2 and l.product > $1 and l.product <= $2")
  const products: Array<Product> = []
  let start = 0
  for (const end of [...ends.map(({ id }) => Number(id)), Number.MAX_SAFE_INTEGER]) {
    for (const product of productsOf(await rows<ProductRow>({ name: "page of products", text }, [start, end])))
      products.push(product)
    start = end
  }
  return products
}

/** Builds products from rows of one stock item each. The rows of a product stand together. */
export const productsOf = (rows: ReadonlyArray<ProductRow>): ReadonlyArray<Product> => {
  const products: Array<Product & { available: number; variants: Array<Variant> }> = []
  let last: (typeof products)[number] | undefined
  for (const row of rows) {
    const { id, variant, available, stock_item: item } = row
    if (last?.id !== id) {
      last = {
        id: ProductId(id),
        name: row.name,
        description: row.description,
        price: row.price as Money,
        category: CategoryId(row.category),
        metadata: row.metadata,
        available: 0,
        stockItem: variant === null ? StockItemId(item) : null,
        variants: [],
      }
      products.push(last)
    }
    last.available += available
    if (variant === null) continue
    const { size, color, sku, variant_metadata: metadata } = row
    last.variants.push({ id: VariantId(variant), stockItem: StockItemId(item), size, color, sku, metadata, available })
  }
  return products
}

/** The columns of {@link selectProducts}. `size`, `color` and `sku` are those of a variant. */
export interface ProductRow {
  readonly id: number
  readonly name: string
  readonly description: string
  readonly price: number
  readonly category: number
  readonly variant: number | null
  readonly size: string
  readonly color: string
  readonly available: number
  readonly stock_item: number
  readonly sku: string | null
  readonly metadata: Metadata | null
  readonly variant_metadata: Metadata | null
}
