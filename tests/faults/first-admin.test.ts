import { Client } from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { eventually } from "../../adapters/testing/eventually.ts"
import { migrate, openShop } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import { operator } from "../../domain/account/actor.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

let database: Database
let shops: ReadonlyArray<Shop>
let other: Client

beforeAll(async () => {
  database = await freshDatabase()
  await migrate({ url: database.url })
  const open = () => openShop({ database: { url: database.url }, passwordCost: 4 })
  shops = [await open(), await open()]
  other = new Client({ connectionString: database.url })
  await other.connect()
})
afterAll(async () => {
  await other?.end()
  for (const shop of shops ?? []) await shop.close()
  await database?.drop()
})

const isLocked = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"

it("creates one admin, although a second process is asked while the first one adds its admin", async () => {
  // The first process stops after it has found no admin, because another transaction adds the same user name.
  await other.query("begin")
  await other.query("insert into shopwright.account (username, password_hash) values ('owner', '!')")
  const create = (n: number, username: string) =>
    (shops[n] as Shop).createFirstAdmin({ username, password: "a-long-password" })
  const waiting = async () => (await other.query(isLocked)).rows.length
  const first = create(0, "owner")
  await eventually("the first process waits for the user name", async () => (await waiting()) === 1)
  let isOver = false
  const second = create(1, "second").finally(() => {
    isOver = true
  })
  await eventually("the second process waits or ends", async () => isOver || (await waiting()) === 2)
  await other.query("rollback")
  expect([await first, await second]).toMatchObject([{ ok: true }, { ok: false, error: { _tag: "AdminExists" } }])
  const found = await (shops[0] as Shop).searchAccounts(operator, { isAdmin: true, limit: 10 })
  expect(found.ok && found.value.accounts.length).toBe(1)
})
