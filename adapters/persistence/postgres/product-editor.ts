import { Effect, Result } from "effect"
import type { ProductConflict, ProductEditor } from "../../../application/ports/product-editor.ts"
import { CategoryId } from "../../../domain/catalog/category.ts"
import type { ProductEdit } from "../../../domain/catalog/edit-product.ts"
import { UnknownCategory } from "../../../domain/catalog/errors.ts"
import type { Money } from "../../../domain/catalog/money.ts"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import type { ProductEntry, VariantEntry } from "../../../domain/catalog/product-entry.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { Database, Queries } from "./database.ts"
import { rowOf } from "./event-rows.ts"
import { idOrNone } from "./ids.ts"
import { insertVariants } from "./insert-products.ts"
import { indexWords } from "./product-words.ts"
import { isForeignKeyViolation } from "./sql-errors.ts"

export const makeProductEditor = (database: Database): ProductEditor => ({
  find: (id) => Effect.promise(() => findEntry(database, database.schema, id)),
  recordEdit: (edit, at) =>
    Effect.promise(() => recordEdit(database, edit, at)).pipe(Effect.flatMap(Effect.fromResult)),
})

const recordEdit = async (
  database: Database,
  edit: ProductEdit,
  at: Date,
): Promise<Result.Result<ProductEntry, ProductConflict | UnknownCategory>> => {
  try {
    const entry = await database.transaction((queries) => write(queries, database.schema, edit, at))
    return entry === null ? Result.fail({ _tag: "ProductConflict" }) : Result.succeed(entry)
  } catch (error) {
    if (isForeignKeyViolation(error)) return Result.fail(new UnknownCategory({ category: edit.product.category }))
    throw error
  }
}

/** Writes an edit, or nothing and returns `null` if the product has another version. The product stays locked. */
const write = async (
  queries: Queries,
  s: string,
  { from, product, variants, added, events }: ProductEdit,
  at: Date,
): Promise<ProductEntry | null> => {
  const { id, name, description, category, price, isArchived } = product
  const update = `update ${s}.product set name = $3, description = $4, category = $5, price = $6, is_archived = $7,
      version = version + $8, is_indexed = false where id = $1 and version = $2 returning id`
  const values = [idOrNone(id), from, name, description, idOrNone(category), price, isArchived, events.length]
  if ((await queries.rows({ name: "edit product", text: update }, values)).length === 0) return null
  if (variants.length > 0)
    await queries.rows(
      {
        name: "edit variants",
        text: `update ${s}.variant v set size = c.size, color = c.color, sku = c.sku, is_archived = c.is_archived
          from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::boolean[])
            as c (id, size, color, sku, is_archived)
          where v.id = c.id and v.product = $1`,
      },
      [
        id,
        variants.map((variant) => variant.id),
        variants.map(({ size }) => size),
        variants.map(({ color }) => color),
        variants.map(({ sku }) => sku),
        variants.map(({ isArchived }) => isArchived),
      ],
    )
  if (added.length > 0) await insertVariants({ ...queries, schema: s }, id, added, at)
  await indexWords(queries, s)
  const rows = events.map(rowOf)
  await queries.rows(
    {
      name: "product events",
      text: `insert into ${s}.event (stream, number, kind, facts, at)
        select e.stream, $1 + e.n, e.kind, e.facts::json, e.at
        from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[]) with ordinality as e (stream, kind, facts, at, n)`,
    },
    [
      from,
      rows.map(({ stream }) => stream),
      rows.map(({ kind }) => kind),
      rows.map(({ facts }) => facts),
      rows.map(({ at }) => at),
    ],
  )
  return findEntry(queries, s, id)
}

const findEntry = async (queries: Queries, s: string, id: ProductId): Promise<ProductEntry | null> =>
  (await readEntries(queries, s, [idOrNone(id)]))[0] ?? null

/** Reads products with their archived variants, in the order of the ids given. Leaves out ids that do not exist. */
export const readEntries = async (
  { rows }: Queries,
  s: string,
  ids: ReadonlyArray<number>,
): Promise<ReadonlyArray<ProductEntry>> => {
  const text = `select p.id, p.name, p.description, p.price::float8 as price, p.category, p.is_archived, p.version,
      v.id as variant, v.size, v.color, v.sku, v.is_archived as variant_is_archived,
      l.stock_item, l.on_hand - l.reserved as available
    from ${s}.product p join ${s}.stock_level l on l.product = p.id left join ${s}.variant v on v.id = l.variant
    where p.id = any ($1::bigint[]) order by v.id`
  const found = await rows<EntryRow>({ name: "product entries", text }, [ids])
  const byId = Map.groupBy(found, ({ id }) => Number(id))
  return ids.flatMap((id) => {
    const items = byId.get(id)
    return items === undefined ? [] : entryOf(items)
  })
}

/** Builds a product from its rows of one stock item each. */
const entryOf = (items: ReadonlyArray<EntryRow>): ReadonlyArray<ProductEntry> => {
  const [first] = items
  if (first === undefined) return []
  const { id, name, description, price, category, is_archived, version } = first
  const sold = items.filter((row) => row.variant_is_archived !== true)
  const own = items.find(({ variant }) => variant === null)
  return [
    {
      id: ProductId(id),
      ...{ name, description },
      price: price as Money,
      category: CategoryId(category),
      isArchived: is_archived,
      version: Number(version),
      available: sold.reduce((sum, { available }) => sum + available, 0),
      stockItem: own === undefined ? null : StockItemId(own.stock_item),
      variants: items.flatMap(variantOf),
    },
  ]
}

const variantOf = ({ variant, size, color, sku, ...row }: EntryRow): ReadonlyArray<VariantEntry> => {
  if (variant === null) return []
  const stock = { stockItem: StockItemId(row.stock_item), available: row.available }
  return [{ id: VariantId(variant), size, color, sku, ...stock, isArchived: row.variant_is_archived === true }]
}

interface EntryRow {
  readonly id: number
  readonly name: string
  readonly description: string
  readonly price: number
  readonly category: number
  readonly is_archived: boolean
  readonly version: number
  readonly variant: number | null
  readonly size: string
  readonly color: string
  readonly sku: string | null
  readonly variant_is_archived: boolean | null
  readonly stock_item: number
  readonly available: number
}
