import { Pool, type PoolClient } from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { eventually } from "../../adapters/testing/eventually.ts"
import { migrate, openShop, type Product, type Shop, StoreUnavailable } from "../../composition/index.ts"
import type { LentClient } from "../../composition/ports.ts"
import { operator } from "../../domain/account/actor.ts"
import { type Host, openHost } from "./host.ts"

let host: Host
let shop: Shop
let soap: Product
beforeAll(async () => {
  host = await openHost()
  const database = { pool: host.pool, schema: "shop" }
  await migrate(database)
  shop = await openShop({ database, passwordCost: 4 })
  const product = { name: "Soap", description: "", price: "3.00", category: "Bath", stock: 100 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [product] })
  const [first] = await shop.listProducts()
  if (first === undefined) throw new Error("no soap")
  soap = first
})
afterAll(async () => {
  await shop.close()
  await host.close()
})

const lines = () => [{ product: soap.id, quantity: 1 }]

const accounts = async (externalId: string): Promise<number> => {
  const { rows } = await host.pool.query("select from shop.account where external_id = $1", [externalId])
  return rows.length
}

/** Returns whether a statement about external ids waits for a lock. */
const isWaiting = async (): Promise<boolean> => {
  const text = "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%external_id%'"
  return (await host.pool.query(text)).rows.length > 0
}

/** Runs work on a client of the host. */
const withClient = async <A>(work: (client: PoolClient) => Promise<A>) => {
  const client = await host.pool.connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}

describe("in a transaction of the host", () => {
  it.each(["commit", "rollback"])("the account of a new user ends with it: %s", (end) =>
    withClient(async (client) => {
      await client.query("begin")
      const placed = await shop.withTransaction(client).placeOrder({ externalId: end }, { lines: lines() })
      expect(placed.ok).toBe(true)
      expect(await accounts(end)).toBe(0)
      await client.query(end)
      expect(await accounts(end)).toBe(end === "commit" ? 1 : 0)
    }),
  )

  it.each(["read committed", "repeatable read", "serializable"])(
    "two hosts at %s that meet a user for the first time create one account",
    (level) =>
      withClient((first) =>
        withClient(async (second) => {
          const user = { externalId: level }
          for (const client of [first, second]) await client.query(`begin isolation level ${level}`)
          await second.query("select 1 from shop.account limit 1")
          const early = await shop.withTransaction(first).placeOrder(user, { lines: lines() })
          const late = shop.withTransaction(second).ensureAccount(user)
          const settled = Promise.allSettled([late])
          await eventually("the second host waits for the first", isWaiting)
          await first.query("commit")
          const [end] = await settled
          if (level === "read committed") expect(end).toMatchObject({ value: { value: { isNew: false } } })
          else expect(end).toMatchObject({ status: "rejected", reason: expect.any(StoreUnavailable) })
          await second.query("rollback")
          expect(early.ok).toBe(true)
          expect(await accounts(level)).toBe(1)
          // The host repeats its transaction.
          await second.query(`begin isolation level ${level}`)
          expect(await shop.withTransaction(second).ensureAccount(user)).toMatchObject({ value: { isNew: false } })
          await second.query("commit")
        }),
      ),
  )
})

it("a server whose default is SERIALIZABLE creates one account for concurrent calls of several processes", async () => {
  const options = "-c default_transaction_isolation=serializable"
  const pools = [1, 2, 3].map(() => new Pool({ connectionString: host.url, max: 3, options }))
  const [level] = (await pools[0]?.query("show transaction_isolation"))?.rows ?? []
  expect(level).toEqual({ transaction_isolation: "serializable" })
  const shops = await Promise.all(
    pools.map((pool) => openShop({ database: { pool, schema: "shop" }, passwordCost: 4 })),
  )
  try {
    const ids = Array.from({ length: 10 }, (_, i) => `strict ${i}`)
    const calls = shops.flatMap((one, n) => (n % 2 ? ids : ids.toReversed()).map((id) => [one, id] as const))
    const ends = await Promise.all(calls.map(([one, externalId]) => one.ensureAccount({ externalId })))
    expect(ends.filter((end) => end.ok && end.value.isNew)).toHaveLength(ids.length)
    for (const id of ids) expect(await accounts(id)).toBe(1)
  } finally {
    await Promise.all(shops.map((one) => one.close()))
    await Promise.all(pools.map((pool) => pool.end()))
  }
})

it("an account is created in one round trip", async () => {
  const sent: Array<string> = []
  const noted = async (): Promise<LentClient> => {
    const client = await host.pool.connect()
    return {
      query: (statement) => {
        sent.push(typeof statement === "string" ? statement : statement.text)
        return client.query(statement)
      },
      release: (error) => client.release(error),
    }
  }
  const pool = { connect: noted, query: (statement: string) => host.pool.query(statement) }
  const counted = await openShop({ database: { pool, schema: "shop" }, passwordCost: 4 })
  sent.length = 0
  expect(await counted.ensureAccount({ externalId: "counted" })).toMatchObject({ value: { isNew: true } })
  expect(sent).toEqual([expect.stringContaining("external_id")])
  await counted.close()
})

it("the policies of the host apply in its transaction, which a refusal leaves usable", () =>
  withClient(async (client) => {
    const parcel = { kind: "shipping", label: "Parcel", amount: 490 } as const
    const strict = await openShop({
      database: { pool: host.pool, schema: "shop" },
      passwordCost: 4,
      policies: {
        pricing: ({ offers }) => ({ prices: offers.map(() => 1), adjustments: [parcel] }),
        order: ({ request }) => (request.lines.length > 1 ? "one line only" : null),
      },
    })
    const user = { externalId: "strict" }
    await client.query("begin")
    const joined = strict.withTransaction(client)
    const refused = await joined.placeOrder(user, { lines: [...lines(), ...lines()] })
    expect(refused).toMatchObject({ ok: false, error: { _tag: "OrderRefused", refusal: "one line only" } })
    expect(await joined.placeOrder(user, { lines: lines() })).toMatchObject({
      ok: true,
      value: { lines: [{ price: 1 }], adjustments: [{ ...parcel, isIncluded: false }] },
    })
    await client.query("commit")
    expect((await strict.pageOrders(user, { limit: 9 })).orders).toMatchObject([
      { lines: [{ price: 1 }], adjustments: [{ label: "Parcel", amount: 490 }] },
    ])
    await strict.close()
  }))
