import type { CatalogChange } from "../../../application/ports/catalog.ts"
import { type NewProduct, ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import { putLevel, putMovement } from "./stock-changes.ts"
import type { LastIds, ProductRecord, Store, VariantRecord } from "./store.ts"

/** A product with its ids and initial stock, before it is written. */
export interface NumberedProduct {
  readonly record: ProductRecord
  readonly levels: ReadonlyArray<StockLevel>
  readonly lastIds: LastIds
}

/** Assigns the next ids to a product, its variants and its stock items. */
export const numberProduct = (newProduct: NewProduct, lastIds: LastIds): NumberedProduct => {
  const { name, description, price, category, stock, variants, metadata = null } = newProduct
  const product = Object.freeze({ id: ProductId(lastIds.product + 1), name, description, price, category, metadata })
  const counted = variants.length === 0 ? [stock] : variants.map((variant) => variant.stock)
  const levels = counted.map((onHand, index) => ({
    stockItem: StockItemId(lastIds.stockItem + 1 + index),
    onHand,
    reserved: 0,
  }))
  const records: ReadonlyArray<VariantRecord> = variants.map(({ size, color, sku, metadata }, index) =>
    Object.freeze({
      id: VariantId(lastIds.variant + 1 + index),
      size,
      color,
      sku: sku ?? null,
      metadata: metadata ?? null,
      isArchived: false,
      stockItem: StockItemId(lastIds.stockItem + 1 + index),
    }),
  )
  return {
    record: Object.freeze({
      product,
      stockItem: variants.length === 0 ? StockItemId(lastIds.stockItem + 1) : null,
      variants: Object.freeze(records),
      pictures: Object.freeze([]),
      isArchived: false,
      version: 0,
    }),
    levels,
    lastIds: {
      ...lastIds,
      product: lastIds.product + 1,
      variant: lastIds.variant + variants.length,
      stockItem: lastIds.stockItem + counted.length,
    },
  }
}

/** Writes a product and its initial stock. */
export const putProduct = (
  store: Store,
  record: ProductRecord,
  levels: ReadonlyArray<StockLevel>,
  added: CatalogChange,
): void => {
  store.products.set(record.product.id, record)
  for (const level of levels) putNewLevel(store, level, record.product.id, added)
}

/** Writes the level of a new stock item, and its first movement. */
export const putNewLevel = (store: Store, level: StockLevel, product: ProductId, { at, by }: CatalogChange): void => {
  putLevel(store, level, product)
  const { stockItem, onHand: quantity } = level
  if (quantity > 0) putMovement(store, stockItem, { kind: "restock", quantity, order: null, by, reason: "", at })
}
