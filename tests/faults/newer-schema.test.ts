import { Client, Pool } from "pg"
import { afterEach, beforeEach, expect, it } from "vitest"
import { versions } from "../../adapters/persistence/postgres/migrations/index.ts"
import { migrate, openShop, operator, type Shop } from "../../composition/index.ts"
import { serve } from "../../composition/serve.ts"
import { ProductId } from "../../domain/catalog/product.ts"
import { SECRET } from "../support/http.ts"
import { expectIntact } from "../support/invariants.ts"
import { eventually } from "../support/load.ts"
import { migrateToTheFuture } from "../support/newer-schema.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

let database: Database
let connection: Client
let shop: Shop
let server: Awaited<ReturnType<typeof serve>> | undefined
let log: Array<string>

beforeEach(async () => {
  database = await freshDatabase()
  await migrate({ url: database.url })
  connection = new Client({ connectionString: database.url })
  await connection.connect()
  shop = await openShop({
    database: { url: database.url },
    passwordCost: 4,
    secret: SECRET,
    onBackgroundError: () => undefined,
  })
  const soap = { name: "Soap", description: "", price: "3.00", category: "Bath", stock: 5 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap] })
  log = []
  const note = (facts: object, message: string) => void log.push(JSON.stringify({ ...facts, message }))
  server = await serve({ shop, host: "127.0.0.1", port: 0, log: { info: note, warn: note, error: note } })
})
afterEach(async () => {
  await server?.close()
  await shop.close()
  await connection.end()
  await database.drop()
})

const get = async (path: string) => {
  const response = await fetch(`${server?.url}${path}`)
  return { status: response.status, retryAfter: response.headers.get("retry-after"), text: await response.text() }
}

const NOT_READY = { status: 503, retryAfter: "1", text: '{"status":"unavailable","reason":"schema"}' }

const registerMia = async () => {
  const registered = await shop.register({ username: "mia", password: "a-long-password" })
  if (!registered.ok) throw new Error(registered.error._tag)
  return registered.value.account
}

it("responds 503 and is not ready while the tables belong to a newer version, and logs the versions", async () => {
  await migrateToTheFuture(connection)
  expect(await get("/ecommerce-backend/api/products/")).toMatchObject({ status: 503, retryAfter: "30" })
  expect(await get("/readyz")).toEqual(NOT_READY)
  const said = log.filter((line) => line.includes("9999-future") && line.includes(versions.at(-1) ?? "none"))
  expect(said.map((line) => JSON.parse(line).message)).toEqual(["store unavailable", "not ready"])
})

it("rejects calls of the library with StoreUnavailable, whose cause names the versions", async () => {
  const mia = await registerMia()
  await migrateToTheFuture(connection)
  const cause = { name: "SchemaMismatch", unknown: ["9999-future"], missing: [] }
  const expected = { _tag: "StoreUnavailable", retryAfterSeconds: 30, cause }
  await expect(shop.listProducts()).rejects.toMatchObject(expected)
  await expect(shop.placeOrder(mia, { lines: [{ product: ProductId(1), quantity: 1 }] })).rejects.toMatchObject(
    expected,
  )
  const pool = new Pool({ connectionString: database.url })
  const client = await pool.connect()
  await client.query("begin")
  await expect(shop.withTransaction(client).listCategories()).rejects.toMatchObject(expected)
  // The transaction of the host goes on.
  expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }])
  await client.query("rollback")
  client.release()
  await pool.end()
})

it("reports a column that a newer version requires", async () => {
  await connection.query("alter table shopwright.account add column region text not null default ''")
  await connection.query("alter table shopwright.account alter column region drop default")
  const register = () => shop.register({ username: "mia", password: "a-long-password" })
  // With the versions of this program it is a fault of the connection or of the program.
  await expect(register()).rejects.toMatchObject({ code: "23502" })
  await connection.query("insert into shopwright.schema_version (name) values ('9999-future')")
  await expect(register()).rejects.toMatchObject({ _tag: "StoreUnavailable", cause: { name: "SchemaMismatch" } })
})

it("reports a missing column, table and schema although the versions match", async () => {
  await connection.query("alter table shopwright.product drop column description cascade")
  expect(await get("/readyz")).toMatchObject({ status: 200 })
  expect(await get("/ecommerce-backend/api/products/")).toMatchObject({ status: 503, retryAfter: "30" })
  expect(await get("/readyz")).toEqual(NOT_READY)
  expect(log.join("\n")).toContain("description does not exist")
  const mia = await registerMia()
  await connection.query("drop table shopwright.order_line")
  await expect(shop.pageOrders(mia, { limit: 5 })).rejects.toMatchObject({
    _tag: "StoreUnavailable",
    cause: { name: "SchemaMismatch", missing: [], unknown: [] },
  })
  await connection.query("alter schema shopwright rename to other")
  await expect(shop.listCategories()).rejects.toMatchObject({ _tag: "StoreUnavailable", cause: { missing: versions } })
})

it("records an order that waits for a migration as a whole or not at all", async () => {
  const mia = await registerMia()
  const lines = [{ product: ProductId(1), quantity: 1 }]
  const before = await shop.placeOrder(mia, { lines })
  if (!before.ok) throw new Error(before.error._tag)
  await connection.query("begin; lock table shopwright.orders in access exclusive mode")
  const placing = shop.placeOrder(mia, { lines }).catch((error: unknown) => error)
  const waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
  const reader = new Client({ connectionString: database.url })
  await reader.connect()
  await eventually("the order waits", async () => (await reader.query(waiting)).rows.length === 1)
  await reader.end()
  await connection.query("alter table shopwright.orders rename column account to buyer")
  await connection.query("insert into shopwright.schema_version (name) values ('9999-future')")
  await connection.query("commit")

  expect(await placing).toMatchObject({ _tag: "StoreUnavailable", cause: { unknown: ["9999-future"] } })

  await connection.query("alter table shopwright.orders rename column buyer to account")
  await connection.query("delete from shopwright.schema_version where name = '9999-future'")
  const after = await shop.placeOrder(mia, { lines })
  if (!after.ok) throw new Error(after.error._tag)
  await expectIntact(database.url, [before.value.id, after.value.id], { only: true })
})
