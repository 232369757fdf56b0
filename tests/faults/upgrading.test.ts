import { Migrator } from "@mikro-orm/migrations"
import { MikroORM } from "@mikro-orm/postgresql"
import { Effect } from "effect"
import { afterEach, beforeEach, expect, it } from "vitest"
import { entities } from "../../adapters/persistence/mikro-orm/entities.ts"
import { migrationOptions, migrations } from "../../adapters/persistence/mikro-orm/migrations/index.ts"
import { migrate, openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { emptyProfile } from "../../domain/account/profile.ts"
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
