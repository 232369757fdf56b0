import "../faults/patience.ts"
import { ContainerModule } from "inversify"
import { afterEach, describe, expect, it, vi } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { loadEarlier } from "../../adapters/persistence/mikro-orm/open.ts"
import { openPglite } from "../../adapters/persistence/mikro-orm/pglite.ts"
import { openPostgres } from "../../adapters/persistence/mikro-orm/postgres.ts"
import type { Database } from "../../adapters/persistence/postgres/database.ts"
import { migrateSchema } from "../../adapters/persistence/postgres/migrate.ts"
import { persistence } from "../../adapters/persistence/postgres/persistence.ts"
import { outboxReader } from "../../adapters/testing/contracts/outbox-reader.ts"
import { newAccount, type Store } from "../../adapters/testing/ports.ts"
import { openShop } from "../../composition/open-shop.ts"
import { Port } from "../../composition/ports.ts"
import { emptyProfile } from "../../domain/account/profile.ts"
import { run } from "../faults/two-shops.ts"
import { databases } from "../support/databases.ts"
import { freshDatabase } from "../support/postgres.ts"

const DAY_MS = 24 * 60 * 60 * 1000
const NOW = new Date("2026-03-01T12:00:00.000Z")

const ending: Array<() => unknown> = []
afterEach(async () => {
  vi.useRealTimers()
  for (const end of ending.splice(0).reverse()) await end()
})

/** A shop with a clock that the test sets, in seconds after `NOW`. */
const openWithClock = async (database: (typeof databases)[number]) => {
  const { option, drop } = await database.empty()
  let now = NOW
  const clock = new ContainerModule(({ rebind }) => {
    rebind(Port.services.clock).toConstantValue({ now: () => now })
  })
  const signInPolicy = { perAccount: 3, registrationsPerAddress: 2 }
  const shop = await openShop({ database: option, modules: [clock], passwordCost: 4, signInPolicy })
  ending.push(drop, shop.close)
  const set = (seconds: number) => {
    now = new Date(NOW.getTime() + seconds * 1000)
  }
  return { shop, set }
}

describe.each(databases)("a clock that was 40 days ahead, with the database $name", (database) => {
  it("locks no account longer than from now on", async () => {
    const { shop, set } = await openWithClock(database)
    await shop.register({ username: "ann", password: "correct horse" })
    const logIn = (password: string) => shop.logIn({ login: "ann", by: ["username"], password, address: "192.0.2.1" })
    set(40 * 86_400)
    for (let n = 0; n < 3; n++) await logIn("wrong password")
    set(0)
    const locked = await logIn("correct horse")
    expect(locked).toMatchObject({ error: { _tag: "SignInThrottled", retryAfterSeconds: 5 } })
    set(5)
    expect(await logIn("correct horse")).toMatchObject({ ok: true })
  })

  it("refuses no registration longer than from now on", async () => {
    const { shop, set } = await openWithClock(database)
    let last = 0
    const register = () => shop.register({ username: `user${++last}`, password: "correct horse", address: "192.0.2.1" })
    set(40 * 86_400)
    for (let n = 0; n < 2; n++) expect(await register()).toMatchObject({ ok: true })
    set(0)
    expect(await register()).toMatchObject({ error: { _tag: "RegistrationThrottled" } })
    set(15 * 60 + 1)
    expect(await register()).toMatchObject({ ok: true })
  })
})

interface Engine {
  readonly name: string
  /** Opens a store, and a function that makes its leases and deferrals 40 days younger than they are. */
  readonly open: () => Promise<{ readonly store: Pick<Store, "outbox" | "identity">; readonly jump: () => unknown }>
}

const onDatabase = (database: Database, close: () => Promise<void>) => {
  const store = persistence(database, close)
  ending.push(() => store.close())
  const s = database.schema
  const jump = async () => {
    const ahead = (column: string) => `${column} = ${column} + interval '40 days'`
    const leases = `update ${s}.subscriber set ${ahead("leased_at")}, ${ahead("leased_until")}`
    const deferrals = `update ${s}.deferred_event set ${ahead("deferred_at")}, ${ahead("due")}`
    await database.rows({ name: "leases 40 days ahead", text: leases }, [])
    await database.rows({ name: "deferrals 40 days ahead", text: deferrals }, [])
  }
  return { store, jump }
}

const engines: ReadonlyArray<Engine> = [
  {
    name: "memory",
    open: async () => {
      vi.useFakeTimers({ toFake: ["Date"] })
      vi.setSystemTime(Date.now() + 40 * DAY_MS)
      return { store: openInMemory(), jump: () => vi.setSystemTime(Date.now() - 40 * DAY_MS) }
    },
  },
  {
    name: "PGlite",
    open: async () => {
      const { database, close } = await openPglite("memory://", "shopwright")
      await migrateSchema(database, loadEarlier)
      return onDatabase(database, close)
    },
  },
  {
    name: "PostgreSQL",
    open: async () => {
      const { url, drop } = await freshDatabase()
      ending.push(drop)
      const { database, close } = await openPostgres(url, "shopwright")
      await migrateSchema(database, loadEarlier)
      return onDatabase(database, close)
    },
  },
]

describe.each(engines)("an outbox whose clock was 40 days ahead, in $name", ({ open }) => {
  it("gives the lease of a process that is gone to another one", async () => {
    const { store, jump } = await open()
    const reader = await outboxReader(store)
    expect(await reader.lease("other")).toBeNull()
    await jump()
    expect(await reader.lease("other")).toBeGreaterThan(reader.token)
    expect(await reader.lease("me")).toBeNull()
  })

  it("delivers a deferred event again", async () => {
    const { store, jump } = await open()
    const reader = await outboxReader(store)
    await run(store.identity.accounts.add(newAccount({}), emptyProfile, "hash", NOW))
    await reader.acknowledge(await reader.waitFor(1), 3600)
    expect(await reader.next()).toEqual([])
    expect(await run(store.outbox.outbox.waiting([reader.name]))).toEqual([])
    await jump()
    expect(await run(store.outbox.outbox.waiting([reader.name]))).toEqual([reader.name])
    expect(await reader.next()).toMatchObject([{ deferred: true }])
  })
})
