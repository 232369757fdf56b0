import { Client } from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { bestSellers, sales, timesOf } from "../../adapters/persistence/postgres/reports.ts"
import { fillLargeShop } from "../bench/large-shop.ts"
import { explain } from "../support/explain.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { migrate } from "../support/server-process.ts"

const ORDERS = 50_000
/** Two years of orders: so many in a month. */
const IN_A_MONTH = Math.ceil((ORDERS * 31) / 730)

let database: Database
let client: Client

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database.url)
  await fillLargeShop(database.url, { orders: ORDERS, products: 2000, accounts: 500, movements: 10 })
  client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query("set random_page_cost = 1.1")
})
afterAll(async () => {
  await client?.end()
  await database?.drop()
})

const days = Array.from({ length: 31 }, (_, i) => ({
  starts: new Date(Date.UTC(2026, 9, 1 + i)),
  ends: new Date(Date.UTC(2026, 9, 2 + i)),
}))
const month = { starts: days[0]?.starts ?? new Date(0), ends: days.at(-1)?.ends ?? new Date(0) }

it.each([
  ["sales", sales('"shopwright"'), timesOf(days)],
  ["best sellers", bestSellers('"shopwright"'), [...timesOf([month]), 10]],
])("the report of %s reads only the orders and lines of its days", async (_name, text, values) => {
  const { sequential, read } = await explain(client, { text, values })
  expect(sequential.filter((table) => table === "orders" || table === "order_line")).toEqual([])
  // Each order is read once, and so are its two lines.
  expect(read).toBeLessThan(3.2 * IN_A_MONTH)
})
