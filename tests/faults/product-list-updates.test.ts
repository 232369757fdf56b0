import { Result } from "effect"
import { Client, Pool } from "pg"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import type { Database, Statement } from "../../adapters/persistence/postgres/database.ts"
import { postgresDatabase } from "../../adapters/persistence/postgres/pool-database.ts"
import { productList } from "../../adapters/persistence/postgres/product-list.ts"
import { readProducts } from "../../adapters/persistence/postgres/product-rows.ts"
import { eventually } from "../../adapters/testing/eventually.ts"
import { operator } from "../../domain/account/actor.ts"
import { money } from "../../domain/catalog/money.ts"
import type { Product } from "../../domain/catalog/product.ts"
import { inParallel } from "../support/load.ts"
import { freshDatabase } from "../support/postgres.ts"
import { openTwoShops, run, type TwoShops } from "./two-shops.ts"

const MINUTE_MS = 60_000

let two: TwoShops
let pool: Pool
let database: Database
/** The rows that a list has read since the last look. */
let rowsRead = 0
/** How many of them were rows of pages, which only reading all products returns. */
let pageRowsRead = 0
let now = 0
/** Runs once, after the first page of products was read. */
let afterPage: (() => Promise<unknown>) | null = null
let list: () => Promise<ReadonlyArray<Product>>
beforeAll(async () => {
  two = await openTwoShops()
  pool = new Pool({ connectionString: two.database.url, max: 4 })
  // The database is dropped while connections may still be closing.
  pool.on("error", () => undefined)
  const plain = postgresDatabase(pool, "shopwright")
  database = {
    ...plain,
    rows: async <R extends object>(statement: Statement, values: ReadonlyArray<unknown>) => {
      const found = await plain.rows<R>(statement, values)
      rowsRead += found.length
      if (statement.name === "page of products") pageRowsRead += found.length
      if (statement.name === "page of products" && afterPage !== null) {
        const work = afterPage
        afterPage = null
        await work()
      }
      return found
    },
  }
})
afterAll(async () => {
  await pool?.end()
  await two?.close()
})
beforeEach(async () => {
  list = productList(database, () => now)
  await list()
  rowsRead = 0
  pageRowsRead = 0
})

const read = async (): Promise<{ readonly products: ReadonlyArray<Product>; readonly rows: number }> => {
  const products = await list()
  const rows = rowsRead
  rowsRead = 0
  return { products, rows }
}
const sql = (text: string, values: ReadonlyArray<unknown> = []) => pool.query(text, [...values])
const rename = (name: string, { id }: Pick<Product, "id">) =>
  sql("update shopwright.product set name = $2 where id = $1", [id, name])
const first = (products: ReadonlyArray<Product>): Product => {
  const [product] = products
  if (product === undefined) throw new Error("the list is empty")
  return product
}
/** Gives the events their positions, as a subscriber does. */
const readEvents = () => run(two.reader.outbox.next("reader", 1))
const addManyProducts = async (count: number) => {
  const lamp = { description: "", price: 100, category: "Lamps", stock: 1 }
  const products = Array.from({ length: count }, (_, n) => ({ ...lamp, name: `Many ${n}` }))
  const loaded = await two.shop(0).importCatalog(operator, { categories: [{ name: "Lamps" }], products })
  expect(loaded).toMatchObject({ ok: true })
}

test("an unchanged list is not read again, whatever other databases of the server write", async () => {
  const other = await freshDatabase()
  const busy = new Client({ connectionString: other.url })
  await busy.connect()
  try {
    await busy.query("create table noise (n integer)")
    await busy.query("begin")
    await busy.query("insert into noise values (1)")
    await readEvents()
    const { products: before } = await read()
    const again = await read()
    expect(again.products).toBe(before)
    // The newest event.
    expect(again.rows).toBe(1)
    await two.place(0)
    const changed = await read()
    // The newest event and the new one, its product, and the product as it is now.
    expect(changed.rows).toBe(4)
    expect(changed.products.filter((product, i) => product !== before[i]).map(({ id }) => id)).toEqual([
      two.products[0]?.id,
    ])
    await busy.query("commit")
    // The newest event with a position, and the order's without one.
    expect((await read()).rows).toBe(2)
  } finally {
    await busy.end()
    await other.drop()
  }
})

test("an event that is about no product leaves the list as it is", async () => {
  const { products } = await read()
  expect(await two.shop(0).register({ username: "mia", password: "a-long-password" })).toMatchObject({ ok: true })
  expect((await read()).products).toBe(products)
  await readEvents()
  expect((await read()).products).toBe(products)
})

test("a change by plain SQL shows after a minute", async () => {
  const lamp = first(await list())
  await rename("by SQL", lamp)
  expect(first(await list()).name).toBe(lamp.name)
  now += MINUTE_MS + 1
  expect(first(await list()).name).toBe("by SQL")
})

test("a product that plain SQL deleted is gone after a minute", async () => {
  const doomed = await run(two.shop(0).useCases.createProduct(two.admin, { ...two.lamp, stock: 0 }))
  expect((await list()).at(-1)?.id).toBe(doomed.id)
  await sql("delete from shopwright.stock_level where product = $1", [doomed.id])
  await sql("delete from shopwright.stock_item where product = $1", [doomed.id])
  await sql("delete from shopwright.product where id = $1", [doomed.id])
  now += MINUTE_MS + 1
  expect((await list()).map(({ id }) => id)).not.toContain(doomed.id)
})

test("a product that is gone when its event is read is not listed", async () => {
  const { useCases } = two.shop(0)
  const doomed = await run(useCases.createProduct(two.admin, { ...two.lamp, stock: 0 }))
  const listed = await list()
  expect(listed.at(-1)?.id).toBe(doomed.id)
  const price = Result.getOrThrow(money(1))
  await run(useCases.reprice(two.admin, { product: doomed.id, price }))
  await sql("delete from shopwright.stock_level where product = $1", [doomed.id])
  await sql("delete from shopwright.stock_item where product = $1", [doomed.id])
  await sql("delete from shopwright.product where id = $1", [doomed.id])
  expect(await list()).toEqual(listed.slice(0, -1))
})

test("a long list is compared in the background, and shows events meanwhile", async () => {
  await addManyProducts(2001)
  const before = await list()
  expect(before.length).toBeGreaterThan(2001)
  expect(before).toEqual(await readProducts(database))
  now += MINUTE_MS + 1
  const [sold, renamed] = before
  if (sold === undefined || renamed === undefined) throw new Error("the list is empty")
  await rename("in the background", renamed)
  await two.place(0)
  const [soldMeanwhile, renamedMeanwhile] = await list()
  expect(soldMeanwhile?.available).toBe(sold.available - 1)
  expect(renamedMeanwhile).toBe(renamed)
  await two.place(0)
  await eventually("the comparison has found the change", async () => {
    const products = await list()
    expect(first(products).available).toBe(sold.available - 2)
    return products[1]?.name === "in the background"
  })
  expect(await list()).toEqual(await readProducts(database))
  now += MINUTE_MS + 1
  const unchanged = await list()
  pageRowsRead = 0
  await eventually("the next comparison has ended", async () => {
    expect(await list()).toBe(unchanged)
    return pageRowsRead > 2001
  })
  expect(await list()).toBe(unchanged)
})

test("a list that is read page by page shows what was committed meanwhile", async () => {
  await addManyProducts(501)
  const lamp = first(await list())
  const read = productList(database, () => now)
  afterPage = () => two.place(0)
  expect(first(await read()).available).toBe(lamp.available - 1)
  expect(await read()).toEqual(await readProducts(database))
})

test("after events were purged, all products are read", async () => {
  await two.place(0)
  await readEvents()
  const lamp = first(await list())
  await two.place(0)
  await rename("purged", lamp)
  await readEvents()
  await run(two.reader.retention.removeEvents(new Date(Date.now() + MINUTE_MS), 1000, new Date()))
  expect(await list()).toEqual(await readProducts(database))
})

test("a list that was not requested for an hour is read as a whole", async () => {
  await addManyProducts(2001)
  const lamp = first(await list())
  await rename("an hour later", lamp)
  now += 60 * MINUTE_MS + 1
  expect(first(await list()).name).toBe("an hour later")
})

test("after a backup was restored, all products are read", async () => {
  await two.place(0)
  await readEvents()
  const lamp = first(await list())
  // The backup has another name, and the same positions were given to other events since.
  await rename("restored", lamp)
  await sql("update shopwright.event set at = at - interval '1 second'")
  expect(first(await list()).name).toBe("restored")
})

test.each([101, 251])("%i events without a position get one, so that later lists read few", async (count) => {
  const without = async () =>
    Number((await sql("select count(*) from shopwright.event where position is null")).rows[0]?.count)
  await readEvents()
  expect(await without()).toBe(0)
  await list()
  await inParallel(16, Array.from({ length: count }), (_, n) => two.place(n))
  expect(await without()).toBe(count)
  expect(await list()).toEqual(await readProducts(database))
  await eventually("the events have positions", async () => (await without()) === 0)
  expect(await list()).toEqual(await readProducts(database))
  rowsRead = 0
  await list()
  expect(rowsRead).toBe(1)
})

test("more new events than one statement reads", async () => {
  await readEvents()
  await list()
  await inParallel(16, Array.from({ length: 1001 }), (_, n) => two.place(n))
  await readEvents()
  await two.place(0)
  const products = await list()
  expect(pageRowsRead).toBe(0)
  expect(products).toEqual(await readProducts(database))
})
