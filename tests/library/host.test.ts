import { Result } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { eventually } from "../../adapters/testing/eventually.ts"
import {
  type Account,
  MAX_QUANTITY,
  migrate,
  money,
  openShop,
  type Product,
  ProductId,
  type Shop,
} from "../../composition/index.ts"
import { operator } from "../../domain/account/actor.ts"
import { type Host, openHost } from "./host.ts"

const STOCK = 20

let host: Host
beforeAll(async () => {
  host = await openHost()
})
afterAll(() => host.close())

interface Stage {
  readonly shop: Shop
  readonly mia: Account
  readonly soap: Product
  readonly available: () => Promise<number | undefined>
  readonly orders: () => Promise<number>
  /** The orders that a subscriber received, in order. */
  readonly received: ReadonlyArray<number>
}

const furnish = async (shop: Shop): Promise<Stage> => {
  const product = { name: "Soap", description: "", price: "3.00", category: "Bath", stock: STOCK }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [product] })
  const mia = await shop.register({ username: "mia", password: "a-long-password" })
  const [soap] = await shop.listProducts()
  if (!mia.ok || soap === undefined) throw new Error("the shop is not furnished")
  const received: Array<number> = []
  shop.subscribe("host", async ({ event }) => {
    if (event._tag === "OrderPlaced") received.push(event.order.id)
  })
  return {
    shop,
    received,
    mia: mia.value.account,
    soap,
    available: async () => (await shop.listProducts())[0]?.available,
    orders: async () => (await shop.pageOrders(mia.value.account, { limit: 10 })).orders.length,
  }
}

describe.each([
  { name: "a pg pool", lend: (schema: string) => ({ pool: host.pool, schema }) },
  { name: "a MikroORM", lend: (schema: string) => ({ orm: host.orm, schema }) },
])("a shop on $name of its host", ({ name, lend }) => {
  const schema = `the "shop" on ${name}`
  let stage: Stage
  beforeAll(async () => {
    const database = lend(schema)
    await expect(openShop({ database })).rejects.toThrow("The database lacks")
    expect((await migrate(database)).length).toBeGreaterThan(0)
    expect(await migrate(database)).toEqual([])
    stage = await furnish(await openShop({ database, passwordCost: 4 }))
  })
  afterAll(() => stage.shop.close())

  it("keeps its tables in the given schema", async () => {
    const { rows } = await host.pool.query("select from information_schema.tables where table_schema = $1", [schema])
    expect(rows.length).toBeGreaterThan(8)
  })

  describe.each([
    {
      by: "a pg client",
      run: async (work: (shop: Joined, note: (text: string) => Promise<unknown>) => Promise<boolean>) => {
        const client = await host.pool.connect()
        try {
          await client.query("begin")
          const keep = await work(stage.shop.withTransaction(client), (note) =>
            client.query("insert into invoice (note) values ($1)", [note]),
          )
          await client.query(keep ? "commit" : "rollback")
        } finally {
          client.release()
        }
      },
    },
    {
      by: "MikroORM's EntityManager",
      run: async (work: (shop: Joined, note: (text: string) => Promise<unknown>) => Promise<boolean>) => {
        const end = new Error("the host changed its mind")
        const done = host.orm.em.fork().transactional(async (em) => {
          const keep = await work(stage.shop.withTransaction(em), (note) =>
            em.execute("insert into invoice (note) values (?)", [note]),
          )
          if (!keep) throw end
        })
        await done.catch((error: unknown) => {
          if (error !== end) throw error
        })
      },
    },
  ])("in a transaction of $by", ({ run }) => {
    const counts = async () => ({
      invoices: await host.invoices(),
      orders: await stage.orders(),
      available: await stage.available(),
    })

    it("writes nothing when its host rolls back: no order, no stock movement, no event", async () => {
      const before = await counts()
      const lines = [{ product: stage.soap.id, quantity: 2 }]
      let undone: number | undefined
      await run(async (shop, note) => {
        const placed = await shop.placeOrder(stage.mia, { lines })
        expect(placed.ok && placed.value.lines).toMatchObject([{ quantity: 2, price: 300 }])
        undone = placed.ok ? placed.value.id : undefined
        await note("never sent")
        expect((await shop.listProducts())[0]?.available).toBe((before.available ?? 0) - 2)
        expect((await shop.pageOrders(stage.mia, { limit: 10 })).orders.length).toBe(before.orders + 1)
        expect(await counts()).toEqual(before)
        return false
      })
      expect(await counts()).toEqual(before)
      // A subscriber that received a later order received everything before it.
      const later = await stage.shop.placeOrder(stage.mia, { lines })
      await eventually("a later order is received", () => later.ok && stage.received.includes(later.value.id))
      expect(stage.received).not.toContain(undone)
    })

    it("restocks and reprices in the host's transaction only", async () => {
      const admin = { ...stage.mia, isAdmin: true }
      const { name, description, category, price: first } = stage.soap
      const towel = { name, description, category, price: first, stock: 1, variants: [] }
      const created = await stage.shop.createProduct(admin, towel)
      if (!created.ok) throw new Error("no towel")
      const product = created.value.id
      const listed = async () => (await stage.shop.listProducts()).find(({ id }) => id === product)
      const price = Result.getOrThrow(money(first + 50))
      for (const keep of [false, true]) {
        const before = await listed()
        await run(async (shop) => {
          const filled = await shop.restock(admin, { product, quantity: 4 })
          expect(filled).toMatchObject({ ok: true, value: { onHand: 5, reserved: 0 } })
          const full = await shop.restock(admin, { product, quantity: MAX_QUANTITY })
          expect(full).toMatchObject({ ok: false, error: { _tag: "StockLimitExceeded" } })
          const unknown = await shop.reprice(admin, { product: ProductId(999), price })
          expect(unknown).toMatchObject({ ok: false, error: { _tag: "UnknownProduct", product: 999 } })
          const repriced = await shop.reprice(admin, { product, price })
          expect(repriced).toEqual({ ok: true, value: { ...before, price, available: 5 } })
          expect(await listed()).toEqual(before)
          return keep
        })
        expect(await listed()).toEqual(keep ? { ...before, price, available: 5 } : before)
      }
    })

    it("writes in the host's transaction; an error leaves that transaction usable", async () => {
      const before = await counts()
      const lines = [{ product: stage.soap.id, quantity: 1 }]
      let kept: number | undefined
      await run(async (shop, note) => {
        const [first, second] = await Promise.all([
          shop.placeOrder(stage.mia, { lines }),
          shop.placeOrder(stage.mia, { lines: [{ product: stage.soap.id, quantity: STOCK + 1 }] }),
        ])
        expect(first.ok).toBe(true)
        kept = first.ok ? first.value.id : undefined
        expect(second).toMatchObject({ ok: false, error: { _tag: "InsufficientStock" } })
        const taken = await shop.createCategory({ ...stage.mia, isAdmin: true }, { name: "Bath" })
        expect(taken).toMatchObject({ ok: false, error: { _tag: "CategoryNameTaken", name: "Bath" } })
        await note("sent")
        return true
      })
      expect(await counts()).toEqual({
        invoices: before.invoices + 1,
        orders: before.orders + 1,
        available: (before.available ?? 0) - 1,
      })
      await eventually("the order is received", () => stage.received.some((order) => order === kept))
    })
  })

  it("leaves the host's connection open", async () => {
    const other = await openShop({ database: lend(schema), passwordCost: 4 })
    await other.close()
    expect(await host.invoices()).toBeGreaterThanOrEqual(0)
    expect(await host.orm.isConnected()).toBe(true)
    expect(await stage.available()).toBeTypeOf("number")
  })
})

type Joined = ReturnType<Shop["withTransaction"]>
