import { timeSlice } from "../../../application/time-slice.ts"
import type { Product, ProductId } from "../../../domain/catalog/product.ts"
import type { StockItemId } from "../../../domain/stock/stock-item.ts"
import { available } from "../../../domain/stock/stock-level.ts"
import { existing, type ProductRecord, type Store } from "./store.ts"

/** So many products are built without a look at the clock. */
const AT_ONCE = 100

/**
 * Lists all products. Lists are frozen and shared. A change rebuilds only changed products. A list with many changes is
 * built in slices, so that other work runs in between; it contains all changes made until it is returned.
 */
export const productList = (store: Store): (() => ReadonlyArray<Product> | Promise<ReadonlyArray<Product>>) => {
  /** All products, also archived ones, by id. */
  let all: ReadonlyArray<Product> = []
  let listed: ReadonlyArray<Product> = Object.freeze([])
  let building: Promise<ReadonlyArray<Product>> | undefined

  /** Builds some of the stale products. Ids count from 1 without gaps, so an id determines the position. */
  const rebuildSome = (products: Array<Product>): void => {
    let count = 0
    for (const id of store.staleProducts) {
      if (count++ === AT_ONCE) return
      store.staleProducts.delete(id)
      products[id - 1] = productOf(store, id)
    }
  }

  const publish = (products: Array<Product>): ReadonlyArray<Product> => {
    all = products
    listed = Object.freeze(products.filter(({ id }) => !existing(store.products, id, "product").isArchived))
    return listed
  }

  const build = async (): Promise<ReadonlyArray<Product>> => {
    try {
      const products = [...all]
      const slice = timeSlice()
      for (;;) {
        rebuildSome(products)
        if (store.staleProducts.size === 0) return publish(products)
        if (slice.isOver()) await slice.next()
      }
    } finally {
      building = undefined
    }
  }

  return () => {
    if (building !== undefined) return building
    if (store.staleProducts.size === 0) return listed
    if (store.staleProducts.size <= AT_ONCE) {
      const products = [...all]
      rebuildSome(products)
      return publish(products)
    }
    // The first slice runs in this step, and may be the last.
    const built = build()
    if (store.staleProducts.size > 0) building = built
    return built
  }
}

const productOf = (store: Store, id: ProductId): Product => toProduct(store, existing(store.products, id, "product"))

/** Returns a product as it is listed. */
export const toProduct = (store: Store, { product, stockItem, variants }: ProductRecord): Product => {
  const availableOf = (of: StockItemId): number => available(existing(store.stock, of, "stock item").level)
  const variantViews = variants
    .filter(({ isArchived }) => !isArchived)
    .map(({ id, size, color, sku, metadata, stockItem }) =>
      Object.freeze({ id, stockItem, size, color, sku, metadata, available: availableOf(stockItem) }),
    )
  return Object.freeze({
    ...product,
    available:
      stockItem === null ? variantViews.reduce((sum, variant) => sum + variant.available, 0) : availableOf(stockItem),
    stockItem,
    variants: Object.freeze(variantViews),
  })
}
