import { Result } from "effect"
import { type ProductEntry, type ProductId, type ProductPicture, UnknownCategory, type VariantEntry } from "shopwright"
import type { ProductConflict, ProductEdit, ProductEditor } from "shopwright/ports"
import { putVariant } from "./catalog.ts"
import { recordOnce } from "./catalog-keys.ts"
import type { Database } from "./database.ts"
import { readMetadata, storedMetadata } from "./metadata.ts"
import { putEvent } from "./outbox.ts"
import { putStockItem } from "./stock.ts"

/** Edits products, in SQLite. */
export const sqliteProductEditor = (db: Database): ProductEditor => ({
  find: (product) => db.read(() => findEntry(db, product)),

  recordEdit: (edit, { at }) => db.attempt(() => recordEdit(db, edit, at)),

  recordEditOnce: (edit, { at }, request, result) =>
    db.attempt(() =>
      recordOnce(
        db,
        request,
        () => result,
        () => recordEdit(db, edit, at),
      ),
    ),
})

const recordEdit = (
  db: Database,
  { from, product, variants, added, pictures, events }: ProductEdit,
  at: Date,
): Result.Result<ProductEntry, ProductConflict | UnknownCategory> => {
  const { id, name, description, category, price, isArchived } = product
  if (db.first("select id from category where id = ?", category) === undefined)
    return Result.fail(new UnknownCategory({ category }))
  const { changes } = db.run(
    `update product set name = ?, description = ?, category = ?, price = ?, metadata = ?, is_archived = ?,
      version = ?
      where id = ? and version = ?`,
    ...[name, description, category, price, storedMetadata(product), isArchived, from + events.length, id, from],
  )
  if (changes === 0) return Result.fail({ _tag: "ProductConflict" })
  for (const { id, size, color, sku, metadata, isArchived } of variants)
    db.run(
      "update variant set size = ?, color = ?, sku = ?, metadata = ?, is_archived = ? where id = ?",
      ...[size, color, sku, storedMetadata({ metadata }), isArchived, id],
    )
  for (const variant of added)
    putStockItem(db, { product: id, variant: putVariant(db, id, variant), stock: variant.stock }, at)
  if (pictures !== null) putPictures(db, id, pictures)
  for (const event of events) putEvent(db, event)
  const entry = findEntry(db, id)
  if (entry === null) throw new Error(`product ${id} has no stock item`)
  return Result.succeed(entry)
}

const putPictures = (db: Database, product: ProductId, pictures: ReadonlyArray<ProductPicture>): void => {
  db.run("delete from product_picture where product = ?", product)
  for (const [number, { name, alt }] of pictures.entries()) {
    const insert = "insert into product_picture (name, product, number, alt) values (?, ?, ?, ?)"
    db.run(insert, name, product, number, alt)
  }
}

interface EntryRow extends Omit<ProductEntry, "metadata" | "isArchived" | "stockItem" | "variants" | "pictures"> {
  readonly metadata: string | null
  readonly is_archived: number
}

interface VariantRow extends Omit<VariantEntry, "id" | "metadata" | "isArchived"> {
  readonly id: VariantEntry["id"] | null
  readonly metadata: string | null
  readonly isArchived: number
}

const findEntry = (db: Database, id: ProductId): ProductEntry | null => {
  const row = db.first<EntryRow>("select * from product where id = ?", id)
  if (row === undefined) return null
  const select = `select v.id, v.size, v.color, v.sku, v.metadata, v.is_archived as isArchived, s.id as stockItem,
      s.on_hand - s.reserved as available
    from stock_item s left join variant v on v.id = s.variant where s.product = ? order by s.id`
  const items = db.all<VariantRow>(select, id)
  const variants = items.flatMap(({ id, metadata, isArchived, ...item }) =>
    id === null ? [] : [{ id, ...item, metadata: readMetadata(metadata), isArchived: isArchived === 1 }],
  )
  const sold = items.filter(({ isArchived }) => isArchived !== 1)
  const pictures = db.all<ProductPicture>("select name, alt from product_picture where product = ? order by number", id)
  const { name, description, category, price, version } = row
  return {
    ...{ id, name, description, category, price, version },
    metadata: readMetadata(row.metadata),
    available: sold.reduce((sum, { available }) => sum + available, 0),
    stockItem: items.find((item) => item.id === null)?.stockItem ?? null,
    variants,
    pictures: pictures.map((picture) => ({ ...picture })),
    isArchived: row.is_archived === 1,
  }
}
