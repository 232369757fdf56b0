import { Effect } from "effect"
import { Client } from "pg"
import { afterEach, beforeEach, expect, it } from "vitest"
import { migrate, openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { versions } from "../../adapters/persistence/postgres/migrations/index.ts"
import { readAll } from "../../adapters/testing/contracts/outbox-reader.ts"
import { OrderId } from "../../domain/order/order.ts"
import { type Books, openBooks } from "../support/books.ts"
import { eventually } from "../support/load.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { migrateToVersion, tried } from "./old-version.ts"

let database: Database
let books: Books
let server: Client

beforeEach(async () => {
  database = await freshDatabase()
  books = openBooks(database.url)
  server = new Client({ connectionString: database.url })
  await server.connect()
})
afterEach(async () => {
  await server.end()
  await books.close()
  await database.drop()
})

const inSchema = "set search_path = shopwright"

const catalogue = [
  inSchema,
  "insert into account (username, password_hash) values ('ann', 'hash of ann')",
  "insert into category (name) values ('Bath')",
  "insert into product (name, description, price, category, created_at) values ('Soap', '', 300, 1, now())",
  "insert into stock_level (product, on_hand) values (1, 10)",
  "insert into stock_movement (sku, kind, quantity, at) values (1, 'restock', 10, now())",
]

/** Places an order of two soaps, as a server of the version does, from the lock of the stock level on. */
const placing = (version: number): ReadonlyArray<string> => {
  const keys = version >= 3 ? "'{k1}', '{f1}'," : ""
  if (version < 10)
    return [
      `select shopwright.place_orders('{1}', '{null}', '{null}', '{2026-01-02T00:00:00Z}', ${keys}
        '{1}', '{1}', '{2}', '{300}', '{1}', '{1}', '{2}')`,
    ]
  return [
    "select from stock_level where sku = 1 for update",
    "insert into order_key (account, key, fingerprint, at) values (1, 'k1', 'f1', now())",
    "update stock_level set reserved = reserved + 2 where sku = 1",
    "insert into orders (account, status, created_at, updated_at) values (1, 'created', now(), now())",
    `insert into event (stream, number, kind, facts, line_ids, at) values ('order/1', 1, 'OrderPlaced',
      '{"account": 1, "delivery": null, "lines": [[1, 1, null, 2, 300]]}', '[1]', now())`,
    `insert into order_line (account, "order", sku, product, quantity, price) values (1, 1, 1, 1, 2, 300)`,
    `update order_key set "order" = 1 where account = 1`,
  ]
}

const send = async (statements: ReadonlyArray<string>) => {
  for (const statement of statements) await server.query(statement)
}

const oldVersions = tried([1, 2, 3, 6, 9, 10, 11, 12])

it.each(oldVersions)("waits for an order that a server of version %d places, and keeps it", async (version) => {
  await migrateToVersion(database.url, version)
  await send([...catalogue, "begin", ...placing(version)])
  const migrating = migrate({ url: database.url })
  const waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
  await eventually("the migration waits", async () => (await books.rows(waiting)).length === 1)
  await send(["commit"])

  expect(await migrating).toEqual(versions.slice(version))

  expect(await books.faults()).toEqual([])
  const store = await openMikroOrm({ url: database.url })
  try {
    expect(await Effect.runPromise(store.orders.orders.find(OrderId(1)))).toMatchObject({
      status: "created",
      lines: [{ id: 1, stockItem: 1, product: 1, quantity: 2, price: 300 }],
    })
    const placed = (await readAll(store)).filter(({ event }) => event._tag === "OrderPlaced")
    // The first versions had no events.
    expect(placed.map(({ id }) => id)).toEqual(version < 3 ? [] : ["order/1/1"])
    expect(await Effect.runPromise(store.stock.audit.audit())).toEqual([])
  } finally {
    await store.close()
  }
})

it.each(oldVersions)(
  "fails an order of a server of version %d after the migration, and stores nothing",
  async (version) => {
    await migrateToVersion(database.url, version)
    await send([...catalogue, "begin", "select 1"])

    expect(await migrate({ url: database.url })).toEqual(versions.slice(version))

    await expect(send(placing(version))).rejects.toThrow(/does not exist/)
    await send(["rollback"])
    expect(await books.orderIds()).toEqual([])
    expect(await books.faults()).toEqual([])
    expect(await books.rows("select from shopwright.order_key")).toEqual([])
  },
)
