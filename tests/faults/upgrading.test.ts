import { Migrator } from "@mikro-orm/migrations"
import { MikroORM } from "@mikro-orm/postgresql"
import { Effect, Result } from "effect"
import { afterEach, beforeEach, expect, it } from "vitest"
import { entities } from "../../adapters/persistence/mikro-orm/entities.ts"
import { migrationOptions, migrations } from "../../adapters/persistence/mikro-orm/migrations/index.ts"
import { migrate, openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import type { RecordedEvent } from "../../application/ports/event-feed.ts"
import { emptyProfile } from "../../domain/account/profile.ts"
import { money } from "../../domain/catalog/money.ts"
import { readAll } from "../kit/contracts/feed-reader.ts"
import { shopOver } from "../kit/contracts/shop.ts"
import { eventually } from "../kit/eventually.ts"
import { type Books, openBooks } from "../support/books.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

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

/** Brings the database to an earlier version, as the shopwright of that time did. */
const migrateTo = async (version: number) => {
  const orm = await MikroORM.init({
    clientUrl: database.url,
    schema: "shopwright",
    entities,
    extensions: [Migrator],
    migrations: { ...migrationOptions, migrationsList: migrations.slice(0, version) },
  })
  await orm.migrator.up().finally(() => orm.close())
}

it("keeps the accounts and sessions of the first version as they were", async () => {
  await migrateTo(1)
  await books.rows(`insert into shopwright.account (username, email, password_hash, is_admin, created_at) values
    ('ann', 'Ann@Example.com', 'hash of ann', true, '2026-01-02T03:04:05.678Z'),
    ('bob', 'ann@example.com', 'hash of bob', false, '2026-02-02T03:04:05.678Z'),
    (null, null, 'hash of nobody', false, '2026-03-02T03:04:05.678Z')`)
  await books.rows(`insert into shopwright.session (account, token_digest, opened_at)
    select id, 'digest of ' || username, '2026-01-03T00:00:00Z' from shopwright.account where username is not null`)

  expect(await migrate({ url: database.url })).toEqual(migrations.slice(1).map(({ name }) => name))

  const store = await openMikroOrm({ url: database.url })
  try {
    const now = new Date("2036-01-01T00:00:00Z")
    const ann = await Effect.runPromise(store.accounts.find({ kind: "username", value: "ann" }))
    expect(ann).toMatchObject({ passwordHash: "hash of ann", passwordChangedAt: null })
    expect(ann?.account).toMatchObject({ email: "Ann@Example.com", phone: null, isAdmin: true, isActive: true })
    for (const name of ["ann", "bob"]) {
      const session = await Effect.runPromise(store.sessions.find(`digest of ${name}`, now))
      expect(session?.account.username).toBe(name)
      if (session === null) continue
      const details = await Effect.runPromise(store.profiles.find(session.account.id))
      expect(details?.profile).toEqual(emptyProfile)
      expect(details?.updatedAt).toEqual(details?.createdAt)
      expect(await Effect.runPromise(store.sessions.listOf(session.account.id, now))).toMatchObject([
        { id: session.id, openedAt: new Date("2026-01-03T00:00:00Z"), expiresAt: null },
      ])
    }
  } finally {
    await store.close()
  }
})

it("tells what happened under the version before shelves and prices had events, and what happens after", async () => {
  await migrateTo(4)
  await books.rows("insert into shopwright.account (username, password_hash) values ('ann', 'hash of ann')")
  await books.rows("insert into shopwright.category (name) values ('Bath')")
  const addProduct =
    "select from shopwright.add_products('{Soap}', '{\"\"}', '{300}', '{1}', '{5}', '{}', '{}', '{}', '{}', now())"
  await books.rows(addProduct)

  expect(await migrate({ url: database.url })).toEqual(migrations.slice(4).map(({ name }) => name))

  const store = await openMikroOrm({ url: database.url })
  try {
    const shop = shopOver(store)
    const [soap] = await Effect.runPromise(store.products.list())
    if (soap === undefined) throw new Error("no soap")
    expect(await Effect.runPromise(shop.restocking({ product: soap.id, quantity: 2 }))).toMatchObject({ onHand: 7 })
    const price = Result.getOrThrow(money(350))
    await Effect.runPromise(store.products.reprice(soap.id, price, new Date()))
    let told: ReadonlyArray<RecordedEvent> = []
    await eventually("all was told", async () => {
      told = await readAll(store)
      return told.length >= 3
    })
    expect(told.map(({ event }) => event)).toMatchObject([
      { _tag: "AccountRegistered", username: "ann" },
      { _tag: "StockReplenished", product: soap.id, quantity: 2, onHand: 7 },
      { _tag: "ProductRepriced", product: soap.id, from: 300, to: 350 },
    ])
    expect(await Effect.runPromise(store.stockBooks.examine())).toEqual([])
  } finally {
    await store.close()
  }
})
