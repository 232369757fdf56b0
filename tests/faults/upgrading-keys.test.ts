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

/** A shop as version 12 stored it: a product with a variant, one without, an order, and a session that has rotated. */
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
  ])
    await books.rows(text)
}

it("keeps orders, levels, movements and rotations of version 12", async () => {
  await migrateToVersion(database.url, 12)
  books = openBooks(`${database.url}?options=-c%20search_path%3Dshopwright`)
  await fill()

  expect(await migrate({ url: database.url })).toEqual(versions.slice(12))

  expect(await books.faults()).toEqual([])
  const store = await openMikroOrm({ url: database.url })
  try {
    expect(await Effect.runPromise(store.orders.orders.find(OrderId(1)))).toMatchObject({
      account: 2,
      lines: [{ id: 1, stockItem: 1, product: 1, variant: null, quantity: 2, price: 300 }],
    })
    expect(await Effect.runPromise(store.stock.audit.audit())).toEqual([])
    const products = await Effect.runPromise(store.catalog.products.list())
    expect(products).toMatchObject([
      { stockItem: 1, available: 8 },
      { stockItem: null, available: 5, variants: [{ stockItem: 2 }] },
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
