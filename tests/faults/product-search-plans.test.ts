import { Effect, Result } from "effect"
import { Client } from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import type { Queries, Statement } from "../../adapters/persistence/postgres/database.ts"
import { fewProducts, sortableWord } from "../../adapters/persistence/postgres/few-products.ts"
import { searchProducts } from "../../adapters/persistence/postgres/product-search.ts"
import { type ProductQuery, productSorts } from "../../application/ports/product-search.ts"
import { CategoryId } from "../../domain/catalog/category.ts"
import { money } from "../../domain/catalog/money.ts"
import { ProductId } from "../../domain/catalog/product.ts"
import { explain } from "../support/explain.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { migrate } from "../support/server-process.ts"

const PRODUCTS = 10_000
const LIMIT = 50

let database: Database
let client: Client

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database.url)
  const store = await openMikroOrm({ url: database.url })
  const categories = Array.from({ length: 20 }, (_, i) => `Category ${i}`)
  const products = Array.from({ length: PRODUCTS }, (_, i) => ({
    name: `${i % 2 === 0 ? "Common" : "Frequent"} product${i}`,
    description: "Words that every product has",
    price: Result.getOrThrow(money(i % 997)),
    category: categories[i % 20] ?? "",
    stock: i % 3 === 0 ? 0 : i % 10,
    variants: i % 3 === 0 ? [{ size: "M", color: "red", stock: i % 10 }] : [],
  }))
  await Effect.runPromise(store.catalog.loader.load({ categories, products }, { at: new Date(), by: null }, () => {}))
  await store.close()
  client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query("set random_page_cost = 1.1")
  await client.query("vacuum analyze")
})
afterAll(async () => {
  await client?.end()
  await database?.drop()
})

const queries: Queries = {
  rows: async <R extends object>({ text }: Statement, values: ReadonlyArray<unknown>) =>
    (await client.query(text, [...values])).rows as ReadonlyArray<R>,
}

const filters: Readonly<Record<string, Partial<ProductQuery>>> = {
  "all products": {},
  "one category": { category: CategoryId(3) },
  "a word of half the products": { words: ["comm"] },
  "a word of one product": { words: ["product777"] },
  "two words": { words: ["common", "product12"] },
  "what is available": { isAvailable: true },
  "a word in a category": { words: ["word"], category: CategoryId(3), isAvailable: true },
}
const middle = { name: "common product5", cheapest: 500, dearest: 500, newest: 5000, oldest: 5000 }
const cases = Object.entries(filters).flatMap(([name, filter]) =>
  productSorts.flatMap((sort) =>
    [undefined, { value: middle[sort], id: ProductId(5000) }].map((after) => ({
      name,
      sort,
      page: after === undefined ? "the first page" : "a page in the middle",
      query: { words: [], isArchived: false, limit: LIMIT, ...filter, sort, after },
    })),
  ),
)

it.each(cases)("reads $name by an index, $sort, $page", async ({ query }) => {
  const few = await fewProducts(queries, '"shopwright"', query)
  const { sequential, read } = await explain(client, searchProducts('"shopwright"', query, few))
  expect(sequential).toEqual([])
  // Far fewer than the 10,000 products. Filters discard the rest.
  expect(read).toBeLessThan(4000)
})

it.each([
  { name: "a rare word", words: ["product777"], isAvailable: undefined, matching: 11 },
  { name: "two words, of which one is rare", words: ["frequent", "product77"], isAvailable: undefined, matching: 111 },
  { name: "what is not available", words: [], isAvailable: false, matching: 1000 },
])("reads only the products of $name, whatever the order of the list", async ({ words, isAvailable, matching }) => {
  const conditions = { words, isAvailable }
  const few = await fewProducts(queries, '"shopwright"', conditions)
  expect(few).toHaveLength(matching)
  for (const sort of productSorts) {
    const query = { ...conditions, isArchived: false, limit: LIMIT, sort }
    const { sequential, read } = await explain(client, searchProducts('"shopwright"', query, few))
    expect(sequential).toEqual([])
    // Each product is read once, and of each its words or its stock.
    expect(read).toBeLessThan(4 * matching)
  }
})

it("walks the list for a frequent word", async () => {
  expect(await fewProducts(queries, '"shopwright"', { words: ["words"] })).toBeNull()
  expect(await fewProducts(queries, '"shopwright"', { words: [], isAvailable: true })).toBeNull()
})

it("sorts the products of a word by name, because they can be at the end of the list", async () => {
  const schema = '"shopwright"'
  const query = { words: ["frequent"], isArchived: false, limit: LIMIT, sort: "name" } as const
  const word = await sortableWord(queries, schema, query)
  expect(word).toBe("frequent")
  const idsOf = async ({ text, values }: ReturnType<typeof searchProducts>) =>
    (await client.query(text, [...values])).rows
  const walked = await idsOf(searchProducts(schema, query))
  expect(walked).toHaveLength(LIMIT)
  expect(await idsOf(searchProducts(schema, query, null, word))).toEqual(walked)
})

it("reads lists in other orders up to a page of the word", async () => {
  expect(await sortableWord(queries, '"shopwright"', { words: ["frequent"], sort: "newest" })).toBeNull()
  expect(await sortableWord(queries, '"shopwright"', { words: [], sort: "name" })).toBeNull()
})
