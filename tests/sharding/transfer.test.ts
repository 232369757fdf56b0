import { Effect } from "effect"
import { Pool } from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { persistence } from "../../adapters/persistence/postgres/persistence.ts"
import { postgresDatabase } from "../../adapters/persistence/postgres/pool-database.ts"
import { shopOver } from "../../adapters/testing/contracts/shop.ts"
import { migratedDatabase } from "../contracts/on-postgres.ts"
import { type Database, execute } from "../support/postgres-server.ts"

let database: Database
let pool: Pool
let store: Persistence
/** The same shop with the statements for Citus. */
let distributed: Persistence

beforeAll(async () => {
  database = await migratedDatabase()
  pool = new Pool({ connectionString: database.url })
  pool.on("error", () => undefined)
  const opened = postgresDatabase(pool, "shopwright")
  store = persistence(opened, async () => undefined)
  distributed = persistence({ ...opened, isDistributed: true }, async () => undefined)
  const shop = shopOver(store)
  const buyer = await shop.account()
  const { id: product } = await shop.product({ stock: 9 })
  await shop.place(buyer, [{ product, quantity: 2 }])
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const transferOf = ({ transfer = expect.fail("the store transfers no shop") }: Persistence) => transfer.shopTransfer

const recordsOf = async (source: Persistence): Promise<ReadonlyArray<unknown>> => {
  const records: Array<unknown> = []
  await Effect.runPromise(
    transferOf(source).read(async ({ lines }) => {
      for (const line of lines) records.push(JSON.parse(line))
    }),
  )
  return records
}

it("exports the same records of distributed tables", async () => {
  const records = await recordsOf(store)
  expect(records.length).toBeGreaterThan(8)
  expect(await recordsOf(distributed)).toEqual(records)
})

it("repairs a stock level of distributed tables", async () => {
  await execute(database.url, "update shopwright.stock_level set reserved = reserved + 1")
  const repaired = await Effect.runPromise(distributed.stock.audit.reconcile())
  expect(repaired).toMatchObject([{ what: "reserved", expected: 2, found: 3, repaired: true }])
  expect(await Effect.runPromise(distributed.stock.audit.audit())).toEqual([])
})

it("rejects an import into distributed tables, and names the way", async () => {
  const none = (async function* () {})()
  await expect(Effect.runPromise(transferOf(distributed).load(none))).rejects.toThrow(
    "Import into a new database first, and distribute its tables then.",
  )
})
