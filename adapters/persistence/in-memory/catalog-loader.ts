import { Effect } from "effect"
import type { CatalogLoader } from "../../../application/ports/catalog-loader.ts"
import { CategoryId } from "../../../domain/catalog/category.ts"
import { putCategory } from "./catalog.ts"
import { type NumberedProduct, numberProduct, putProduct } from "./product-record.ts"
import { existing, type Store } from "./store.ts"

const BATCH_SIZE = 500

/** The in-memory implementation of `CatalogLoader`. Prepares all records and then writes them in one step. */
export const inMemoryCatalogLoader = (store: Store): CatalogLoader => ({
  load: (catalog, loading, onProgress) =>
    Effect.sync(() => {
      const missing = [...new Set(catalog.categories)].filter((name) => !store.categoriesByName.has(name))
      const ids = new Map<string, CategoryId>()
      for (const name of catalog.categories) {
        const known = store.categoriesByName.get(name)
        ids.set(name, known ?? CategoryId(store.lastIds.category + 1 + missing.indexOf(name)))
      }
      let lastIds = store.lastIds
      const ready: Array<NumberedProduct> = []
      for (const product of catalog.products) {
        const numbered = numberProduct({ ...product, category: existing(ids, product.category, "category") }, lastIds)
        lastIds = numbered.lastIds
        ready.push(numbered)
        if (ready.length % BATCH_SIZE === 0 || ready.length === catalog.products.length) onProgress(ready.length)
      }
      for (const name of missing) putCategory(store, name)
      for (const { record, levels } of ready) putProduct(store, record, levels, loading)
      store.lastIds = { ...lastIds, category: store.lastIds.category }
    }),

  isEmpty: () => Effect.sync(() => store.categories.size === 0 && store.products.size === 0),
})
