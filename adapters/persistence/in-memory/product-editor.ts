import { Effect, Result } from "effect"
import type { CatalogChange } from "../../../application/ports/catalog.ts"
import type { ProductConflict, ProductEditor } from "../../../application/ports/product-editor.ts"
import type { ProductEdit } from "../../../domain/catalog/edit-product.ts"
import { UnknownCategory } from "../../../domain/catalog/errors.ts"
import { VariantId } from "../../../domain/catalog/product.ts"
import type { ProductEntry } from "../../../domain/catalog/product-entry.ts"
import type { ProductPicture } from "../../../domain/catalog/product-picture.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import { available } from "../../../domain/stock/stock-level.ts"
import { recordOnce } from "./catalog-keys.ts"
import { putNewLevel } from "./product-record.ts"
import { copyOf, existing, type ProductRecord, putEvent, type Store, type VariantRecord } from "./store.ts"

/** The in-memory implementation of `ProductEditor`. */
export const inMemoryProductEditor = (store: Store): ProductEditor => ({
  find: (id) =>
    Effect.sync(() => {
      const record = store.products.get(id)
      return record === undefined ? null : entryOf(store, record)
    }),

  recordEdit: (edit, change) => Effect.suspend(() => Effect.fromResult(recordEdit(store, edit, change))),

  recordEditOnce: (edit, change, request, result) =>
    recordOnce(
      store,
      request,
      () => result,
      () => recordEdit(store, edit, change),
    ),
})

const recordEdit = (
  store: Store,
  { from, product: { isArchived, ...product }, variants, added, events, ...edit }: ProductEdit,
  change: CatalogChange,
): Result.Result<ProductEntry, ProductConflict | UnknownCategory> => {
  const record = store.products.get(product.id)
  if (record === undefined || record.version !== from) return Result.fail({ _tag: "ProductConflict" })
  const { category } = product
  if (!store.categories.has(category)) return Result.fail(new UnknownCategory({ category }))
  const changed = new Map(variants.map((variant) => [variant.id, variant]))
  const kept = record.variants.map((variant) => {
    const { size, color, sku, metadata, isArchived } = changed.get(variant.id) ?? variant
    return Object.freeze({ ...variant, size, color, sku, metadata, isArchived })
  })
  const { lastIds } = store
  const more = added.map(
    ({ size, color, sku = null, metadata = null }, i): VariantRecord =>
      Object.freeze({
        id: VariantId(lastIds.variant + 1 + i),
        stockItem: StockItemId(lastIds.stockItem + 1 + i),
        ...{ size, color, sku, metadata, isArchived: false },
      }),
  )
  const stocked = { variant: lastIds.variant + added.length, stockItem: lastIds.stockItem + added.length }
  store.lastIds = { ...lastIds, ...stocked }
  const edited: ProductRecord = Object.freeze({
    product: Object.freeze(product),
    isArchived,
    version: from + events.length,
    stockItem: record.stockItem,
    variants: Object.freeze([...kept, ...more]),
    pictures: edit.pictures === null ? record.pictures : Object.freeze(edit.pictures.map(frozenPicture)),
  })
  store.products.set(product.id, edited)
  store.staleProducts.add(product.id)
  for (const picture of edit.removedPictures) store.notedPictures.set(picture, performance.now())
  for (const [i, { stockItem }] of more.entries())
    putNewLevel(store, { stockItem, onHand: added[i]?.stock ?? 0, reserved: 0 }, product.id, change)
  for (const event of events) putEvent(store, copyOf(event))
  return Result.succeed(entryOf(store, edited))
}

const frozenPicture = ({ name, alt }: ProductPicture): ProductPicture => Object.freeze({ name, alt })

/** Returns a product with its archived variants. */
export const entryOf = (
  store: Store,
  { product, isArchived, version, stockItem, variants, pictures }: ProductRecord,
): ProductEntry => {
  const availableOf = (of: StockItemId): number => available(existing(store.stock, of, "stock item").level)
  const views = variants.map((variant) => Object.freeze({ ...variant, available: availableOf(variant.stockItem) }))
  const sold = views.filter((variant) => !variant.isArchived)
  return Object.freeze({
    ...product,
    isArchived,
    version,
    stockItem,
    available: stockItem === null ? sold.reduce((sum, variant) => sum + variant.available, 0) : availableOf(stockItem),
    variants: Object.freeze(views),
    pictures,
  })
}
