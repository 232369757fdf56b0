import { Effect } from "effect"
import { Client } from "pg"
import { afterEach, beforeEach, expect, it } from "vitest"
import { migrate, openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { versions } from "../../adapters/persistence/postgres/migrations/index.ts"
import { readAll } from "../../adapters/testing/contracts/outbox-reader.ts"
import { shopOver } from "../../adapters/testing/contracts/shop.ts"
import type { RecordedEvent } from "../../application/ports/outbox.ts"
import { AccountId } from "../../domain/account/account.ts"
import { emptyProfile } from "../../domain/account/profile.ts"
import { OrderId } from "../../domain/order/order.ts"
import { type Books, openBooks } from "../support/books.ts"
import { eventually } from "../support/load.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { migrateToVersion } from "./old-version.ts"

let database: Database
let books: Books

beforeEach(async () => {
  database = await freshDatabase()
  books = openBooks(database.url)
})
afterEach(async () => {
  await books.close()
  await database.drop()
})

const migrateTo = (version: number) => migrateToVersion(database.url, version)

it("keeps the accounts and sessions of the first version as they were", async () => {
  await migrateTo(1)
  await books.rows(`insert into shopwright.account (username, email, password_hash, is_admin, created_at) values
    ('ann', 'Ann@Example.com', 'hash of ann', true, '2026-01-02T03:04:05.678Z'),
    ('bob', 'ann@example.com', 'hash of bob', false, '2026-02-02T03:04:05.678Z'),
    (null, null, 'hash of nobody', false, '2026-03-02T03:04:05.678Z')`)
  await books.rows(`insert into shopwright.session (account, token_digest, opened_at)
    select id, 'digest of ' || username, '2026-01-03T00:00:00Z' from shopwright.account where username is not null`)

  expect(await migrate({ url: database.url })).toEqual(versions.slice(1))

  const store = await openMikroOrm({ url: database.url })
  try {
    const now = new Date()
    const ann = await Effect.runPromise(store.identity.accounts.find({ kind: "username", value: "ann" }))
    expect(ann).toMatchObject({ passwordHash: "hash of ann", passwordChangedAt: null })
    expect(ann?.account).toMatchObject({ email: "Ann@Example.com", phone: null, isAdmin: true, isActive: true })
    for (const name of ["ann", "bob"]) {
      const session = await Effect.runPromise(store.identity.sessions.find(`digest of ${name}`, now))
      expect(session?.account.username).toBe(name)
      if (session === null) continue
      const details = await Effect.runPromise(store.identity.profiles.find(session.account.id))
      expect(details?.profile).toEqual(emptyProfile)
      expect(details?.updatedAt).toEqual(details?.createdAt)
      expect(await Effect.runPromise(store.identity.sessions.listOf(session.account.id, now))).toMatchObject([
        { id: session.id, openedAt: new Date("2026-01-03T00:00:00Z"), expiresAt: session.expiresAt },
      ])
      // Unused sessions end 90 days after the upgrade.
      const days = ((session.expiresAt?.getTime() ?? 0) - now.getTime()) / (24 * 60 * 60 * 1000)
      expect(days).toBeGreaterThan(89)
      expect(days).toBeLessThanOrEqual(90)
    }
  } finally {
    await store.close()
  }
})

it("gives every shop an id and every session a random one, and ends sessions of tokens that name no shop", async () => {
  await migrateTo(6)
  await books.rows("insert into shopwright.account (username, password_hash) values ('ann', 'hash of ann')")
  await books.rows(`insert into shopwright.session (account, token_digest, opened_at, expires_at) values
    (1, 'digest of an opaque token', now(), null), (1, 'digest of another', now(), null),
    (1, 'jti:00112233445566778899aabbccddeeff', now(), now() + interval '1 day')`)
  expect(await migrate({ url: database.url })).toEqual(versions.slice(6))
  const store = await openMikroOrm({ url: database.url })
  try {
    expect(await Effect.runPromise(store.identity.shopIdentity.id())).toMatch(/^[0-9a-f]{32}$/)
    const sessions = await Effect.runPromise(store.identity.sessions.listOf(AccountId(1), new Date()))
    expect(sessions).toHaveLength(2)
    for (const { id } of sessions) expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(2)
  } finally {
    await store.close()
  }
})

it("delivers the events from before stock and prices had events, and those after it", async () => {
  await migrateTo(4)
  await books.rows("insert into shopwright.account (username, password_hash) values ('ann', 'hash of ann')")
  await books.rows("insert into shopwright.category (name) values ('Bath')")
  const addProduct =
    "select from shopwright.add_products('{Soap}', '{\"\"}', '{300}', '{1}', '{5}', '{}', '{}', '{}', '{}', now())"
  await books.rows(addProduct)

  expect(await migrate({ url: database.url })).toEqual(versions.slice(4))

  const store = await openMikroOrm({ url: database.url })
  try {
    const shop = shopOver(store)
    const [soap] = await Effect.runPromise(store.catalog.products.list())
    if (soap === undefined) throw new Error("no soap")
    expect(await Effect.runPromise(shop.restocking({ product: soap.id, quantity: 2 }))).toMatchObject({ onHand: 7 })
    await Effect.runPromise(shop.repricing(soap.id, 350))
    let received: ReadonlyArray<RecordedEvent> = []
    await eventually("all was received", async () => {
      received = await readAll(store)
      return received.length >= 3
    })
    expect(received.map(({ event }) => event)).toMatchObject([
      { _tag: "AccountRegistered", username: "ann" },
      { _tag: "StockReplenished", product: soap.id, quantity: 2, onHand: 7 },
      { _tag: "ProductRepriced", product: soap.id, from: 300, to: 350 },
    ])
    expect(await Effect.runPromise(store.stock.audit.audit())).toEqual([])
  } finally {
    await store.close()
  }
})

const newOrder = "insert into orders (account, status, created_at, updated_at) values (1, 'created', now(), now())"

/** A connection to a shop of the fourth version with an order, and an open transaction on it. */
const beginAt4 = async () => {
  await migrateTo(4)
  const client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query(`set search_path = shopwright;
    insert into account (username, password_hash) values ('ann', 'hash of ann');
    ${newOrder}`)
  await client.query("begin")
  return client
}

it("waits for a transaction that places an order, and is waited for", async () => {
  const placing = await beginAt4()
  try {
    await placing.query(newOrder)
    // After the order's rows were written, as placing an order does.
    const migrating = migrate({ url: database.url })
    const waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    await eventually("it waits", async () => (await books.rows(waiting)).length === 1)
    await placing.query(`insert into event (kind, "order", at) values ('OrderPlaced', 2, now())`)
    await placing.query("commit")
    expect(await migrating).toEqual(versions.slice(4))
  } finally {
    await placing.end()
  }
})

it("stops a server of an earlier version in the middle of a transaction, which is rolled back", async () => {
  const early = await beginAt4()
  const change = (from: string, to: string) =>
    `select shopwright.change_order_status(1, '${from}', '${to}', now(), '{}', '{}', '{}')`
  try {
    await early.query("select pg_current_xact_id()")
    await books.rows(change("created", "paid"))
    await migrate({ url: database.url })
    await expect(early.query(change("paid", "shipped"))).rejects.toThrow("change_order_status")
    await early.query("rollback")
  } finally {
    await early.end()
  }
  const store = await openMikroOrm({ url: database.url })
  try {
    const [, ...received] = await readAll(store)
    expect(received.map(({ event }) => event)).toMatchObject([
      { _tag: "OrderStatusChanged", from: "created", to: "paid" },
    ])
    expect(await Effect.runPromise(store.orders.orders.find(OrderId(1)))).toBeNull()
    expect(await books.rows("select status, version from shopwright.orders")).toEqual([{ status: "paid", version: 1 }])
  } finally {
    await store.close()
  }
})
