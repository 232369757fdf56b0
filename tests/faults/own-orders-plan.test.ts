import { Effect } from "effect"
import { Client, Pool } from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { AccountId } from "../../domain/account/account.ts"
import { eventually } from "../support/load.ts"
import { addManyOrders } from "../support/many-orders.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { migrate } from "../support/server-process.ts"

const ORDERS = 20_000
/** One in this many orders belongs to another buyer than the reseller. */
const ONE_IN = 1000
/** After five executions PostgreSQL keeps one plan for all buyers. */
const READINGS = 20

let database: Database
let admin: Client
let buyer: AccountId

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database.url)
  await addManyOrders(database.url, ORDERS)
  admin = new Client({ connectionString: database.url })
  await admin.connect()
  // Nearly all orders belong to one reseller, so a plan for the average buyer expects to find orders soon.
  const { rows } = await admin.query("select min(id) as reseller, max(id) as buyer from shopwright.account")
  buyer = AccountId(Number(rows[0].buyer))
  // Foreign keys are not checked: the account is part of the key of orders and of their lines.
  await admin.query("set session_replication_role = replica")
  for (const [table, order] of Object.entries({ orders: "id", order_line: '"order"' }))
    await admin.query(
      `update shopwright.${table} set account = case when ${order} % ${ONE_IN} = 0 then $1::bigint else $2 end`,
      [buyer, rows[0].reseller],
    )
  await admin.query("vacuum analyze shopwright.orders")
})
afterAll(async () => {
  await admin?.end()
  await database?.drop()
})

/** The number of entries read so far from each of the table's indexes. */
const entriesRead = async (): Promise<Readonly<Record<string, number>>> => {
  const { rows } = await admin.query(
    "select indexrelname, idx_tup_read::integer as read from pg_stat_user_indexes where relname = 'orders'",
  )
  return Object.fromEntries(rows.map(({ indexrelname, read }) => [indexrelname, read]))
}

it("reads the few orders of a buyer without reading those of others", async () => {
  const pool = new Pool({ connectionString: database.url, max: 1 })
  const shop = await openMikroOrm({ pool })
  try {
    const before = await entriesRead()
    for (let i = 0; i < READINGS; i++) {
      const orders = await Effect.runPromise(shop.orders.orders.page({ owner: buyer, limit: 50 }))
      expect(orders).toHaveLength(ORDERS / ONE_IN)
    }
    await pool.query("select pg_stat_force_next_flush()")

    const expected = (READINGS * ORDERS) / ONE_IN
    let read = 0
    await eventually("the readings were counted", async () => {
      const now = await entriesRead()
      read = Object.entries(now).reduce((sum, [index, entries]) => sum + entries - (before[index] ?? 0), 0)
      return read >= expected
    })
    expect(read).toBeLessThan(2 * expected)
  } finally {
    await shop.close()
    await pool.end()
  }
})
