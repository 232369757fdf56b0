import { Result } from "effect"
import { Client, Pool } from "pg"
import { afterAll, afterEach, beforeAll, expect, it } from "vitest"
import { openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { outboxReader } from "../../adapters/testing/contracts/outbox-reader.ts"
import { openShop } from "../../composition/open-shop.ts"
import { money } from "../../domain/catalog/money.ts"
import { eventually } from "../support/load.ts"
import { describeEvent } from "./event-texts.ts"
import { openTwoShops, run, STOCK, type TwoShops } from "./two-shops.ts"

let two: TwoShops
const ending: Array<() => unknown> = []

beforeAll(async () => {
  two = await openTwoShops()
})
afterEach(async () => {
  for (const end of ending.splice(0)) await end()
})
afterAll(() => two?.close())

it("skips no event that was written early and committed late", async () => {
  const store = await openMikroOrm({ url: two.database.url })
  ending.push(() => store.close())
  const reader = await outboxReader(store)
  const { id } = await two.place(0)
  await reader.acknowledge(await reader.waitFor(1))

  const late = await beginEarly()
  expect(await late.shop.changeOrderStatus(two.admin, { order: id, status: "paid" })).toMatchObject({ ok: true })
  const { id: other } = await two.place(0)
  // The open transaction does not delay the order that was placed after it began.
  const early = await reader.waitFor(1)
  expect(early.map(describeEvent)).toEqual([`placed ${other}`])
  await reader.acknowledge(early)
  await late.commit()

  const received: Array<string> = []
  await eventually("the change was delivered", async () => {
    const events = await reader.next()
    await reader.acknowledge(events)
    received.push(...events.map(describeEvent))
    return received.length >= 1
  })
  expect(received).toEqual([`paid ${id}`])
})

/** An open transaction of the host, and the shop in it. */
const beginEarly = async () => {
  const pool = new Pool({ connectionString: two.database.url, max: 1 })
  ending.push(() => pool.end())
  const host = await openShop({ database: { pool, schema: "shopwright" } })
  ending.push(host.close)
  const client = new Client({ connectionString: two.database.url })
  await client.connect()
  ending.push(() => client.end())
  await client.query("begin")
  await client.query("create temporary table begun (id integer)")
  return { shop: host.withTransaction(client), commit: () => client.query("commit") }
}

it("delivers an order's events in order, even if a transaction that began first wrote last", async () => {
  const store = await openMikroOrm({ url: two.database.url })
  ending.push(() => store.close())
  const reader = await outboxReader(store)
  const early = await beginEarly()
  const { id } = await two.place(0)
  const paid = await early.shop.changeOrderStatus(two.admin, { order: id, status: "paid" })
  expect(paid.ok).toBe(true)
  await early.commit()
  await run(two.shop(1).useCases.changeOrderStatus(two.admin, { order: id, status: "shipped" }))

  expect((await reader.waitFor(3)).map(describeEvent)).toEqual([`placed ${id}`, `paid ${id}`, `shipped ${id}`])
})

it("delivers the events of a stock item and a price in order, even if a transaction that began first wrote last", async () => {
  const store = await openMikroOrm({ url: two.database.url })
  ending.push(() => store.close())
  const { useCases } = two.shop(0)
  const [, lamp] = two.products
  if (lamp === undefined) throw new Error("no product")
  const { id: product, price } = lamp
  const reader = await outboxReader(store)
  const costs = (to: number) => Result.getOrThrow(money(to))

  const early = await beginEarly()
  await run(useCases.restock(two.admin, { product, quantity: 1 }))
  await run(useCases.reprice(two.admin, { product, price: costs(100) }))
  await run(useCases.restock(two.admin, { product, quantity: 2 }))
  await early.shop.restock(two.admin, { product, quantity: 3 })
  await early.shop.reprice(two.admin, { product, price: costs(200) })
  expect(await reader.waitForProduct(product, 3)).toHaveLength(3)
  await early.commit()
  await run(useCases.restock(two.admin, { product, quantity: 4 }))
  await run(useCases.reprice(two.admin, { product, price }))

  const received = (await reader.waitForProduct(product, 7)).map(({ event }) => event)
  const shelf = received.flatMap((event) => (event._tag === "StockReplenished" ? [event.onHand] : []))
  expect(shelf).toEqual([1, 3, 6, 10].map((pieces) => STOCK + pieces))
  const prices = received.flatMap((event) => (event._tag === "ProductRepriced" ? [[event.from, event.to]] : []))
  expect(prices).toEqual([
    [price, 100],
    [100, 200],
    [200, price],
  ])
  expect(await run(useCases.auditStock({ repair: false }))).toEqual([])
})
