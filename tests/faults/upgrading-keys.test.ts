import { Effect } from "effect"
import { afterEach, beforeEach, expect, it } from "vitest"
import { migrate, openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { versions } from "../../adapters/persistence/postgres/migrations/index.ts"
import { shopOver } from "../../adapters/testing/contracts/shop.ts"
import { refreshDigest } from "../../application/ports/refresh-rotations.ts"
import { SessionId } from "../../application/ports/sessions.ts"
import { OrderId } from "../../domain/order/order.ts"
import { type Books, openBooks } from "../support/books.ts"
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

const SESSION = SessionId("ab".repeat(16))

/**
 * A shop as the versions from 10 to 12 stored it: a product with a variant, one without, two orders, a session
 * that has rotated, and events of which one is deferred.
 */
const fill = async () => {
  for (const text of [
    "set search_path = shopwright",
    "insert into account (username, password_hash) values ('ann', 'hash'), ('bob', 'hash')",
    `insert into session (account, token_digest, opened_at, expires_at, rotates, sid)
      values (2, '${refreshDigest("second")}', now(), now() + interval '1 day', true, '${SESSION}')`,
    `insert into refresh_rotation (session, used, successor, issued_at, expires_at, used_at)
      values (1, 'first', 'second', now(), now() + interval '1 day', now())`,
    "insert into category (name) values ('Bath')",
    `insert into product (name, description, price, category, created_at)
      values ('Soap', '', 300, 1, now()), ('Shirt', '', 900, 1, now())`,
    "insert into variant (product, size, color) values (2, 'M', 'red')",
    "insert into stock_level (product, variant, on_hand, reserved) values (1, null, 10, 2), (2, 1, 5, 0)",
    "insert into stock_movement (sku, kind, quantity, at) values (1, 'restock', 10, now()), (2, 'restock', 5, now())",
    "insert into orders (account, status, created_at, updated_at) values (2, 'created', now(), now())",
    `insert into order_line (account, "order", sku, product, quantity, price) values (2, 1, 1, 1, 2, 300)`,
    "insert into order_key (account, key, fingerprint, \"order\", at) values (2, 'k1', 'f1', 1, now())",
    `insert into orders (account, status, created_at, updated_at, version)
      values (2, 'paid', now(), '2026-01-03T00:00:00Z', 2)`,
    `insert into order_line (account, "order", sku, product, variant, quantity, price) values (2, 2, 2, 2, 1, 3, 900)`,
    "update stock_level set reserved = 3 where sku = 2",
    `insert into event (stream, number, position, kind, facts, at) values
      ('account/1', 1, 1, 'AccountRegistered', '{"username": "ann", "email": null}', now()),
      ('order/2', 2, 2, 'OrderStatusChanged', '{"from": "created", "to": "paid"}', now()),
      ('product/1', 1, null, 'ProductRepriced', '{"from": 200, "to": 300}', now())`,
    "update outbox set last_position = 2",
    "update product set version = 1 where id = 1",
    "insert into subscriber (name, holder, leased_until, position) values ('mail', 'old process', now(), 2)",
    `insert into deferred_event (subscriber, stream, number, failures, due) values ('mail', 'order/2', 2, 3, now())`,
  ])
    await books.rows(text)
}

const oldVersions = [10, 11, 12]

it.each(oldVersions)("keeps orders, levels, movements, rotations and events of version %d", async (version) => {
  await migrateToVersion(database.url, version)
  books = openBooks(`${database.url}?options=-c%20search_path%3Dshopwright`)
  await fill()

  expect(await migrate({ url: database.url })).toEqual(versions.slice(version))

  expect(await books.faults()).toEqual([])
  const store = await openMikroOrm({ url: database.url })
  try {
    expect(await Effect.runPromise(store.orders.orders.find(OrderId(1)))).toMatchObject({
      account: 2,
      lines: [{ id: 1, stockItem: 1, product: 1, variant: null, quantity: 2, price: 300 }],
    })
    const history = await Effect.runPromise(store.orders.history.find(OrderId(2)))
    expect(history?.steps.map(({ status }) => status)).toEqual(["created", "paid"])
    expect(await books.rows('select account, key, fingerprint, "order" from order_key')).toEqual([
      { account: 2, key: "k1", fingerprint: "f1", order: 1 },
    ])
    const lease = { holder: "new process", seconds: 60, from: "now" } as const
    expect(await Effect.runPromise(store.outbox.outbox.lease("mail", lease))).toBe(2)
    const events = await Effect.runPromise(store.outbox.outbox.next("mail", 100))
    expect(events).toMatchObject([
      { id: "order/2/2", deferred: true, failures: 3, event: { _tag: "OrderStatusChanged", to: "paid" } },
      { id: "product/1/1", deferred: false, event: { _tag: "ProductRepriced", from: 200, to: 300 } },
    ])
    expect(await Effect.runPromise(store.stock.audit.audit())).toEqual([])
    const products = await Effect.runPromise(store.catalog.products.list())
    expect(products).toMatchObject([
      { stockItem: 1, available: 8 },
      { stockItem: null, available: 2, variants: [{ stockItem: 2 }] },
    ])
    const shop = shopOver(store)
    const towel = await shop.product({ name: "Towel", stock: 3 })
    expect(towel).toMatchObject({ id: 3, stockItem: 3, available: 3 })
    // The used token still returns its successor.
    const at = new Date()
    const successor = { id: "third", issuedAt: at, expiresAt: new Date(at.getTime() + 60_000) }
    const rotate = store.identity.rotations.rotate({ session: SESSION, used: "first", successor, at, graceSeconds: 60 })
    expect(await Effect.runPromise(rotate)).toMatchObject({ id: "second" })
  } finally {
    await store.close()
  }
})
