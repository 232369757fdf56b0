import { type NewProduct, ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import { type LastIds, type ProductRecord, putLevel, type Store, type VariantRecord } from "./store.ts"

/** A product with its ids and initial stock, before it is written. */
export interface NumberedProduct {
  readonly record: ProductRecord
  readonly levels: ReadonlyArray<StockLevel>
  readonly lastIds: LastIds
}

/** Assigns the next ids to a product, its variants and its stock items. */
export const numberProduct = (newProduct: NewProduct, lastIds: LastIds): NumberedProduct => {
  const { name, description, price, category, stock, variants } = newProduct
  const product = Object.freeze({ id: ProductId(lastIds.product + 1), name, description, price, category })
  const counted = variants.length === 0 ? [stock] : variants.map((variant) => variant.stock)
  const levels = counted.map((onHand, index) => ({
    stockItem: StockItemId(lastIds.stockItem + 1 + index),
    onHand,
    reserved: 0,
  }))
  const records: ReadonlyArray<VariantRecord> = variants.map(({ size, color, sku }, index) =>
    Object.freeze({
      id: VariantId(lastIds.variant + 1 + index),
      size,
      color,
      sku: sku ?? null,
      isArchived: false,
      stockItem: StockItemId(lastIds.stockItem + 1 + index),
    }),
  )
  return {
    record: Object.freeze({
      product,
      stockItem: variants.length === 0 ? StockItemId(lastIds.stockItem + 1) : null,
      variants: Object.freeze(records),
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
export const putProduct = (store: Store, record: ProductRecord, levels: ReadonlyArray<StockLevel>): void => {
  store.products.set(record.product.id, record)
  for (const level of levels) putLevel(store, level, record.product.id)
}
