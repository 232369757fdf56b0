import { CategoryId } from "../../../domain/catalog/category.ts"
import type { Money } from "../../../domain/catalog/money.ts"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import type { ProductEntry, VariantEntry } from "../../../domain/catalog/product-entry.ts"
import type { ProductPicture } from "../../../domain/catalog/product-picture.ts"
import type { Metadata } from "../../../domain/metadata.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { Queries } from "./database.ts"
import { idOrNone } from "./ids.ts"
import { readPictures } from "./product-pictures.ts"

export const findEntry = async (queries: Queries, s: string, id: ProductId): Promise<ProductEntry | null> =>
  (await readEntries(queries, s, [idOrNone(id)]))[0] ?? null

/** Reads products with their archived variants and their pictures, in the order of the ids given. Leaves out ids that do not exist. */
export const readEntries = async (
  { rows }: Queries,
  s: string,
  ids: ReadonlyArray<number>,
): Promise<ReadonlyArray<ProductEntry>> => {
  const text = `select p.id, p.name, p.description, p.price::float8 as price, p.category, p.is_archived, p.version, p.metadata,
      v.id as variant, v.size, v.color, v.sku, v.is_archived as variant_is_archived,
      v.metadata as variant_metadata,
      l.stock_item, l.on_hand - l.reserved as available
    from ${s}.product p join ${s}.stock_level l on l.product = p.id left join ${s}.variant v on v.id = l.variant
    where p.id = any ($1::bigint[]) order by v.id`
  const found = await rows<EntryRow>({ name: "product entries", text }, [ids])
  if (found.length === 0) return []
  // Read after the versions: an edit that another one overtakes in between is rejected by its version.
  const pictures = await readPictures({ rows }, s, ids)
  const byId = Map.groupBy(found, ({ id }) => Number(id))
  return ids.flatMap((id) => {
    const items = byId.get(id)
    return items === undefined ? [] : entryOf(items, pictures.get(id) ?? [])
  })
}

/** Builds a product from its rows of one stock item each. */
const entryOf = (
  items: ReadonlyArray<EntryRow>,
  pictures: ReadonlyArray<ProductPicture>,
): ReadonlyArray<ProductEntry> => {
  const [first] = items
  if (first === undefined) return []
  const { id, name, description, price, category, metadata, is_archived, version } = first
  const sold = items.filter((row) => row.variant_is_archived !== true)
  const own = items.find(({ variant }) => variant === null)
  return [
    {
      id: ProductId(id),
      ...{ name, description, metadata },
      price: price as Money,
      category: CategoryId(category),
      isArchived: is_archived,
      version: Number(version),
      available: sold.reduce((sum, { available }) => sum + available, 0),
      stockItem: own === undefined ? null : StockItemId(own.stock_item),
      variants: items.flatMap(variantOf),
      pictures,
    },
  ]
}

const variantOf = ({ variant, size, color, sku, ...row }: EntryRow): ReadonlyArray<VariantEntry> => {
  if (variant === null) return []
  const stock = { stockItem: StockItemId(row.stock_item), available: row.available }
  const { variant_metadata: metadata } = row
  return [
    { id: VariantId(variant), size, color, sku, metadata, ...stock, isArchived: row.variant_is_archived === true },
  ]
}

interface EntryRow {
  readonly id: number
  readonly name: string
  readonly description: string
  readonly price: number
  readonly category: number
  readonly is_archived: boolean
  readonly version: number
  readonly metadata: Metadata | null
  readonly variant: number | null
  readonly size: string
  readonly color: string
  readonly sku: string | null
  readonly variant_metadata: Metadata | null
  readonly variant_is_archived: boolean | null
  readonly stock_item: number
  readonly available: number
}
