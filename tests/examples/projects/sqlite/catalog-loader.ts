import type { CatalogLoader } from "shopwright/ports"
import { findCategory, putCategory, putProduct } from "./catalog.ts"
import type { Database } from "./database.ts"

const CHUNK_SIZE = 500

/** Imports catalogues in SQLite: one transaction for any number of products. */
export const sqliteCatalogLoader = (db: Database): CatalogLoader => ({
  load: ({ categories, products }, { at }, onProgress) =>
    db.write(() => {
      const ids = new Map(categories.map((name) => [name, findCategory(db, name) ?? putCategory(db, name)]))
      for (const [index, product] of products.entries()) {
        const category = ids.get(product.category)
        if (category === undefined) throw new Error(`category ${product.category} is not in the catalogue`)
        putProduct(db, { ...product, category }, at)
        const loaded = index + 1
        if (loaded % CHUNK_SIZE === 0 || loaded === products.length) onProgress(loaded)
      }
    }),

  isEmpty: () =>
    db.read(() => db.first("select 1 from category union all select 1 from product limit 1") === undefined),
})
