import { Pool } from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { openShop } from "../../composition/open-shop.ts"
import { addManyOrders } from "../support/many-orders.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { migrate } from "../support/server-process.ts"
import { successOf } from "../support/success-of.ts"

const CALLS = 20
/** PostgreSQL plans the first five executions of a statement. Then it keeps a general plan if that is as cheap. */
const MAX_PLANNED = 10

let database: Database
let pool: Pool

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database.url)
  await addManyOrders(database.url, 20_000)
  // Plans belong to a connection.
  pool = new Pool({ connectionString: database.url, max: 1 })
  await pool.query("vacuum analyze")
})
afterAll(async () => {
  await pool?.end()
  await database?.drop()
})

it("PostgreSQL keeps a general plan for each statement of an order and for an account's orders", async () => {
  await using shop = await openShop({ database: { pool }, passwordCost: 4, backgroundWork: false })
  const { account: buyer } = successOf(await shop.register({ username: "mia", password: "correct horse battery" }))
  const products = await shop.listProducts()
  for (const { id, variants } of products.slice(0, CALLS)) {
    successOf(await shop.placeOrder(buyer, { lines: [{ product: id, variant: variants[0]?.id, quantity: 1 }] }))
    await shop.listOrders(buyer)
  }

  const { rows } = await pool.query(
    "select split_part(name, ' ', 1) as name, custom_plans::integer as planned from pg_prepared_statements",
  )
  const planned = new Map(rows.map((row) => [row.name, row.planned]))
  for (const name of ["offers", "place", "own"]) expect(planned.get(name), name).toBeLessThan(MAX_PLANNED)
})
