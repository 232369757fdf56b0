import { operator } from "../../domain/account/actor.ts"
import "./patience.ts"
import { Client } from "pg"
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest"
import { adminRules } from "../../adapters/cli/admin.ts"
import { migrate, openShop } from "../../composition/open-shop.ts"
import type { ShopOptions } from "../../composition/settings.ts"
import { expectIntact } from "../support/invariants.ts"
import { eventually, inParallel } from "../support/load.ts"
import { hasPgbouncer, itHasPgbouncer, startPgbouncer } from "../support/pgbouncer.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { ADMIN, migrate as migrateCommand, startServer } from "../support/server-process.ts"
import { shopClient } from "../support/shop-client.ts"

itHasPgbouncer()

const ORDERS = 200

describe.runIf(hasPgbouncer).each(["transaction", "session"] as const)("PgBouncer in %s mode", (mode) => {
  let direct: Database
  let pooler: Awaited<ReturnType<typeof startPgbouncer>>
  const warn = vi.spyOn(process, "emitWarning")
  const warnings = () => warn.mock.calls.filter((call) => Object.is(call[1], "ShopwrightPreparedStatements"))
  beforeAll(async () => {
    direct = await freshDatabase()
    // In session mode, each connection of the shop keeps its own.
    pooler = await startPgbouncer(direct.url, mode, mode === "transaction" ? 3 : 40)
  })
  afterEach(() => warn.mockClear())
  afterAll(async () => {
    await pooler?.close()
    await direct?.drop()
  })

  /** Sells through the pooler and returns the ids of the orders. */
  const sell = async (options: Partial<ShopOptions>): Promise<ReadonlyArray<number>> => {
    const onBackgroundError = vi.fn()
    await using shop = await openShop({ database: { url: pooler.url }, onBackgroundError, ...options })
    await shop.ensureAdmin(ADMIN, adminRules)
    const signIn = { login: ADMIN.username, by: ["username"], address: "192.0.2.1" } as const
    const signedIn = await shop.logIn({ ...signIn, password: ADMIN.password })
    if (!signedIn.ok) throw new Error(signedIn.error._tag)
    const { account: admin } = signedIn.value
    const soap = { name: "Soap", description: "", price: "3.50", category: "Bath", stock: 1000 }
    await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap, { ...soap, name: "Brush" }] })
    const lines = (await shop.listProducts()).map(({ id }) => ({ product: id, quantity: 1 }))
    const received: Array<string> = []
    shop.subscribe("mail", async ({ event }) => void received.push(event._tag), { from: "now" })
    const place = async (n: number) => {
      const placed = await shop.placeOrder(admin, { lines })
      if (!placed.ok) throw new Error(placed.error._tag)
      if (n % 2 === 0) await shop.changeOrderStatus(admin, { order: placed.value.id, status: "paid" })
      if (n % 10 === 0) await shop.logIn({ ...signIn, password: "a wrong one", address: `203.0.113.${n}` })
      return placed.value.id
    }
    const ids = await inParallel(
      16,
      Array.from({ length: ORDERS }, (_, n) => n),
      place,
    )
    await shop.placeOrder(admin, { lines })
    await eventually("events are delivered", () => received.includes("OrderPlaced"))
    expect(onBackgroundError).not.toHaveBeenCalled()
    return ids
  }

  /** Asks every connection of the server that PgBouncer holds. */
  const sessionState = async () => {
    const clients = Array.from({ length: 3 }, () => new Client({ connectionString: pooler.url }))
    for (const client of clients) await client.connect()
    try {
      const text = `begin; select current_setting('statement_timeout') as statement_timeout,
        current_setting('lock_timeout') as lock_timeout,
        (select count(*)::int from pg_prepared_statements) as prepared,
        (select count(*)::int from pg_locks where locktype = 'advisory') as advisory_locks;`
      // The open transactions keep the connections apart.
      const results = await Promise.all(clients.map((client) => client.query(text)))
      return results.map((result) => (result as unknown as ReadonlyArray<{ rows: Array<object> }>)[1]?.rows[0])
    } finally {
      for (const client of clients) await client.end()
    }
  }
  const clean = { statement_timeout: "0", lock_timeout: "0", prepared: 0, advisory_locks: 0 }

  it("migrates, also while other processes do", async () => {
    const applied = await Promise.all([1, 2, 3].map(() => migrate({ url: pooler.url })))
    expect(applied.filter((versions) => versions.length > 0)).toHaveLength(1)
    await migrateCommand(pooler.url)
  })

  it("sells without named prepared statements, and leaves nothing in the sessions", async () => {
    const ids = await sell({ preparedStatements: false })
    expect(await sessionState()).toEqual([clean, clean, clean])
    expect(warnings()).toEqual([])
    await expectIntact(direct.url, ids)
  })

  it("sells with the default settings, and notices whether names are supported", async () => {
    const ids = await sell({})
    expect(warnings()).toHaveLength(mode === "transaction" ? 1 : 0)
    expect(await sessionState()).toEqual(Array(3).fill({ ...clean, prepared: expect.any(Number) }))
    await expectIntact(direct.url, ids)
  })

  it("serves HTTP", async () => {
    const server = await startServer(pooler.url, { SHOPWRIGHT_PREPARED_STATEMENTS: "off" })
    const client = shopClient(server.url)
    try {
      const admin = await client.logIn(ADMIN)
      const [line] = await client.addProduct(admin, await client.addCategory(admin, `Lamps ${mode}`), [1000])
      if (line === undefined) throw new Error("no variant")
      const responses = await inParallel(
        8,
        Array.from({ length: 40 }, (_, n) => n),
        () => client.placeOrder(admin, [line]),
      )
      expect(responses.filter(({ status }) => status !== 201)).toEqual([])
    } finally {
      client.close()
      expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null })
    }
  })
})
