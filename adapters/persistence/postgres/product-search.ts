import { Effect } from "effect"
import type { ProductQuery, ProductSearch } from "../../../application/ports/product-search.ts"
import { conditions } from "./conditions.ts"
import { type Database, unnamed } from "./database.ts"
import { afterWord, fewProducts, sortableWord } from "./few-products.ts"
import { idOrNone } from "./ids.ts"
import { readEntries } from "./product-entries.ts"
import { indexWords } from "./product-words.ts"

/** Searches products. The plan depends on the values: rare words are read by their index. */
export const makeProductSearch = (database: Database): ProductSearch => ({
  page: (query) =>
    Effect.promise(async () => {
      const s = database.schema
      const pending = `select 1 from ${s}.product where not is_indexed limit 1`
      if ((await database.rows({ name: "any unindexed product", text: pending }, [])).length > 0)
        while (await database.transaction((queries) => indexWords(queries, s)));
      const few = await fewProducts(database, s, query)
      const sorted = few === null ? await sortableWord(database, s, query) : null
      const { text, values } = searchProducts(s, query, few, sorted, database.isDistributed)
      const found = await database.rows<{ id: number }>(unnamed(text), values)
      return readEntries(
        database,
        s,
        found.map(({ id }) => id),
      )
    }),
})

const sorts = {
  newest: { column: "p.id", type: "bigint", direction: "desc" },
  oldest: { column: "p.id", type: "bigint", direction: "asc" },
  name: { column: "p.sort_name", type: "text", direction: "asc" },
  cheapest: { column: "p.price", type: "bigint", direction: "asc" },
  dearest: { column: "-p.price", type: "bigint", direction: "asc" },
} as const

const hasStock = (s: string): string => `exists (select from ${s}.stock_level l where l.product = p.id
  and l.on_hand > l.reserved
  and (select v.is_archived from ${s}.variant v where v.id = l.variant) is not true offset 0)`

/** Citus collects the ids of all products in stock, because it cannot look them up in the shards one by one. */
const isInStock = (s: string): string => `p.id in (select l.product from ${s}.stock_level l
  left join ${s}.variant v on v.id = l.variant
  where l.on_hand > l.reserved and v.is_archived is not true)`

/**
 * The statement that finds the ids of one page. `few` are the only products that it looks at, if they are known. Of the
 * word `sorted`, it finds all products and sorts them.
 */
export const searchProducts = (
  s: string,
  { words, category, isAvailable, isArchived, sort, after, limit }: ProductQuery,
  few: ReadonlyArray<number> | null = null,
  sorted: string | null = null,
  isDistributed = false,
) => {
  const where = conditions()
  const { column, type, direction } = sorts[sort]
  where.add(isArchived ? "p.is_archived" : "not p.is_archived")
  if (category !== undefined) where.add(`p.category = ${where.value(idOrNone(category))}::bigint`)
  // `offset 0` makes the planner look at each product of the list in turn. A join would read all entries of a word.
  const isOf = (word: string) =>
    `w.word >= ${where.value(word)}::text and w.word < ${where.value(afterWord(word))}::text`
  for (const word of words)
    if (word !== sorted)
      where.add(`exists (select from ${s}.product_word w where w.product = p.id and ${isOf(word)} offset 0)`)
  if (isAvailable !== undefined) where.add(`${isAvailable ? "" : "not "}${isDistributed ? isInStock(s) : hasStock(s)}`)
  if (after !== undefined) {
    const value = sort === "dearest" ? -Number(after.value) : after.value
    const place = `(${where.value(value)}::${type}, ${where.value(after.id)}::bigint)`
    where.add(`(${column}, p.id) ${direction === "asc" ? ">" : "<"} ${place}`)
  }
  const size = where.value(limit)
  // `offset 0` keeps the planner from reading the list in its order.
  const candidates =
    few !== null
      ? `id = any (${where.value(few)}::bigint[])`
      : sorted !== null
        ? `id in (select w.product from ${s}.product_word w where ${isOf(sorted)})`
        : null
  const products = candidates === null ? `${s}.product` : `(select * from ${s}.product where ${candidates} offset 0)`
  const text = `select p.id from ${products} p where ${where.all()} order by ${column} ${direction}, p.id ${direction}
    limit ${size}`
  return { text, values: where.values }
}
