import { Effect } from "effect"
import type { CatalogChange } from "../../../application/ports/catalog.ts"
import type { CatalogLoader, CatalogToLoad } from "../../../application/ports/catalog-loader.ts"
import { CategoryId } from "../../../domain/catalog/category.ts"
import type { Database } from "./database.ts"
import { insertProducts } from "./insert-products.ts"
import { indexWords } from "./product-words.ts"

const PORTION = 500

export const makeCatalogLoader = (database: Database): CatalogLoader => ({
  load: (catalog, loading, onProgress) => Effect.promise(() => load(database, catalog, loading, onProgress)),
  isEmpty: () =>
    Effect.promise(async () => {
      const s = database.schema
      const [row] = await database.rows(
        {
          name: "is empty",
          text: `select not exists (select from ${s}.category) and not exists (select from ${s}.product) as is_empty`,
        },
        [],
      )
      return row?.is_empty === true
    }),
})

const load = (
  database: Database,
  catalog: CatalogToLoad,
  loading: CatalogChange,
  onProgress: (products: number) => void,
) =>
  database.transaction(async ({ rows }) => {
    const s = database.schema
    await rows(
      {
        name: "load categories",
        text: `insert into ${s}.category (name) select * from pg_catalog.unnest($1::text[]) on conflict do nothing`,
      },
      [catalog.categories],
    )
    const found = await rows(
      { name: "categories by name", text: `select name, id from ${s}.category where name = any ($1::text[])` },
      [catalog.categories],
    )
    const idOf = new Map(found.map(({ name, id }) => [String(name), CategoryId(Number(id))]))
    for (let start = 0; start < catalog.products.length; start += PORTION) {
      const portion = catalog.products.slice(start, start + PORTION).map((product) => {
        const category = idOf.get(product.category)
        if (category === undefined) throw new Error(`the catalogue lists no category "${product.category}"`)
        return { ...product, category }
      })
      await insertProducts({ schema: s, rows }, portion, loading)
      await indexWords({ rows }, s)
      onProgress(start + portion.length)
    }
  })
