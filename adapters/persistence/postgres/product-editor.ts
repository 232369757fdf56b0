import { Effect, Result } from "effect"
import type { CatalogChange } from "../../../application/ports/catalog.ts"
import type { KeyedRequest, KeyRecorded } from "../../../application/ports/catalog-keys.ts"
import type { ProductConflict, ProductEditor } from "../../../application/ports/product-editor.ts"
import type { ProductEdit } from "../../../domain/catalog/edit-product.ts"
import { UnknownCategory } from "../../../domain/catalog/errors.ts"
import type { ProductEntry } from "../../../domain/catalog/product-entry.ts"
import { recordOnce } from "./catalog-keys.ts"
import type { Database, Queries } from "./database.ts"
import { rowOf } from "./event-rows.ts"
import { idOrNone } from "./ids.ts"
import { insertVariants } from "./insert-products.ts"
import { metadataOf } from "./metadata-column.ts"
import { findEntry } from "./product-entries.ts"
import { replacePictures } from "./product-pictures.ts"
import { indexWords } from "./product-words.ts"
import { isForeignKeyViolation } from "./sql-errors.ts"

export const makeProductEditor = (database: Database): ProductEditor => ({
  find: (id) => Effect.promise(() => findEntry(database, database.schema, id)),
  recordEdit: (edit, change) =>
    Effect.promise(() => recordEdit(database, edit, change, null)).pipe(
      Effect.flatMap(Effect.fromResult),
      // Without a key there is none that could be recorded.
      Effect.catchTag("KeyRecorded", Effect.die),
    ),
  recordEditOnce: (edit, change, request, result) =>
    Effect.promise(() => recordEdit(database, edit, change, { request, result })).pipe(
      Effect.flatMap(Effect.fromResult),
    ),
})

const recordEdit = async (
  database: Database,
  edit: ProductEdit,
  change: CatalogChange,
  once: { readonly request: KeyedRequest; readonly result: string } | null,
): Promise<Result.Result<ProductEntry, ProductConflict | UnknownCategory | KeyRecorded>> => {
  try {
    const resultOf = () => once?.result ?? ""
    return await recordOnce(database, once?.request ?? null, resultOf, async (queries) => {
      const entry = await write(queries, database.schema, edit, change)
      if (entry === null) throw new Conflict()
      return entry
    })
  } catch (error) {
    if (error instanceof Conflict) return Result.fail({ _tag: "ProductConflict" })
    if (isForeignKeyViolation(error)) return Result.fail(new UnknownCategory({ category: edit.product.category }))
    throw error
  }
}

/** The product has another version. The transaction ends without an effect, so that a key stays free. */
class Conflict extends Error {
  override readonly name = "Conflict"
}

/** Writes an edit, or nothing and returns `null` if the product has another version. The product stays locked. */
const write = async (
  queries: Queries,
  s: string,
  { from, product, variants, added, pictures, removedPictures, events }: ProductEdit,
  change: CatalogChange,
): Promise<ProductEntry | null> => {
  const { id, name, description, category, price, isArchived } = product
  const update = `update ${s}.product set name = $3, description = $4, category = $5, price = $6, is_archived = $7,
      version = version + $8, metadata = $9::json, is_indexed = false where id = $1 and version = $2 returning id`
  const facts = [idOrNone(id), from, name, description, idOrNone(category), price, isArchived, events.length]
  const values = [...facts, metadataOf(product)]
  if ((await queries.rows({ name: "edit product", text: update }, values)).length === 0) return null
  if (variants.length > 0)
    await queries.rows(
      {
        name: "edit variants",
        text: `update ${s}.variant v set size = c.size, color = c.color, sku = c.sku, is_archived = c.is_archived,
            metadata = c.metadata::json
          from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[])
            as c (id, size, color, sku, is_archived, metadata)
          where v.id = c.id and v.product = $1`,
      },
      [
        id,
        variants.map((variant) => variant.id),
        variants.map(({ size }) => size),
        variants.map(({ color }) => color),
        variants.map(({ sku }) => sku),
        variants.map(({ isArchived }) => isArchived),
        variants.map(metadataOf),
      ],
    )
  if (added.length > 0) await insertVariants({ ...queries, schema: s }, id, added, change)
  if (pictures !== null) await replacePictures(queries, s, id, pictures, removedPictures)
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
