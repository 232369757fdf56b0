import { CategoryId } from "../../../domain/catalog/category.ts"
import type { Money } from "../../../domain/catalog/money.ts"
import { type Product, ProductId, type Variant, VariantId } from "../../../domain/catalog/product.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { Row } from "./database.ts"

/** Reads products, one row for each thing that is sold; `where` may choose among them by `p`. */
export const selectProducts = (s: string, where = ""): string => `
  select p.id, p.name, p.description, p.price::float8, p.category,
    v.id, v.size, v.color, l.on_hand - l.reserved, l.sku
  from ${s}.product p
  join ${s}.stock_level l on l.product = p.id
  left join ${s}.variant v on v.id = l.variant
  ${where}
  order by p.id, v.id`

/** Products from rows of one stock item each; those of a product stand together. */
export const productsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<Product> => {
  const products: Array<Product & { available: number; variants: Array<Variant> }> = []
  let last: (typeof products)[number] | undefined
  for (const row of rows as ReadonlyArray<ProductColumns>) {
    const [id, name, description, price, category, variant, size, color, available, sku] = row
    if (last?.id !== id) {
      last = {
        id: ProductId(id),
        name,
        description,
        price: price as Money,
        category: CategoryId(category),
        available: 0,
        stockItem: variant === null ? StockItemId(sku) : null,
        variants: [],
      }
      products.push(last)
    }
    last.available += available
    if (variant !== null)
      last.variants.push({ id: VariantId(variant), stockItem: StockItemId(sku), size, color, available })
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
  sku: number,
]
