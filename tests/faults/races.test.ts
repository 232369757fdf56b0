import "./patience.ts"
import { afterAll, beforeAll, expect, it } from "vitest"
import { type BookedOrder, digestOf } from "../support/books.ts"
import { dice, inParallel, tally } from "../support/load.ts"
import { type HttpResponse, type Line, placed } from "../support/shop-client.ts"
import { openSharedShop, type SharedShop } from "./shared-shop.ts"

// Real PostgreSQL, two server processes, all clients at once.

let shop: SharedShop
let buyers: ReadonlyArray<string>

beforeAll(async () => {
  shop = await openSharedShop(2)
  buyers = await shop.books.addBuyers(300)
})
afterAll(() => shop?.close())

const buyer = (n: number): string => buyers[n % buyers.length] as string
const statuses = (responses: ReadonlyArray<HttpResponse>) => tally(responses.map(({ status }) => status))

it("sells 100 units to 100 of 300 concurrent buyers, and rejects the others with the reason", async () => {
  const lines = await shop.client(0).addProduct(shop.admin, shop.category, [100])

  const responses = await Promise.all(buyers.map((token, n) => shop.client(n).placeOrder(token, lines)))

  expect(statuses(responses)).toEqual({ 201: 100, 400: 200 })
  for (const refused of responses.filter(({ status }) => status === 400))
    expect(refused.body).toEqual({ items: [{ quantity: ["Only 0 left in stock, 1 requested."] }] })
  const product = (await shop.client(1).products()).find(({ id }) => id === lines[0]?.product)
  expect(product?.variants).toMatchObject([{ stock: 0 }])
  expect((await shop.books.orderIds()).length).toBe(100)
  expect(await shop.books.faults()).toEqual([])
})

interface OrderPlan {
  readonly token: string
  readonly lines: ReadonlyArray<Line>
}

/** 2,000 requests for 1 to 5 of 20 scarce variants in random order, some of them twice, 1 to 3 units each. */
const makeRequests = async (pieces: number, seed: number): Promise<Array<OrderPlan>> => {
  const stocks = Array.from({ length: 20 }, () => pieces)
  const scarce = await shop.client(0).addProduct(shop.admin, shop.category, stocks)
  const roll = dice(seed)
  const line = (): Line => ({ ...(scarce[roll(scarce.length)] as Line), quantity: 1 + roll(3) })
  return Array.from({ length: 2000 }, (_, n) => ({
    token: buyer(n),
    lines: Array.from({ length: 1 + roll(5) }, line),
  }))
}

/** The orders that the database must hold: one per acknowledged request, with the requested lines. */
const promised = (
  requests: ReadonlyArray<OrderPlan>,
  responses: ReadonlyArray<HttpResponse>,
): ReadonlyArray<BookedOrder> =>
  requests.flatMap(({ token, lines }, i) => {
    const response = responses[i]
    if (response?.status !== 201) return []
    const { id, items } = placed(response)
    expect(items).toMatchObject(lines)
    return [{ id, buyer: digestOf(token), lines: lines.map((line, k) => ({ id: items[k]?.id ?? 0, ...line })) }]
  })

const booked = async (since: ReadonlyArray<number>): Promise<ReadonlyArray<BookedOrder>> => {
  const earlier = new Set(since)
  return (await shop.books.orders()).filter(({ id }) => !earlier.has(id))
}

const byId = (orders: ReadonlyArray<BookedOrder>) => orders.toSorted((a, b) => a.id - b.id)

it("accepts 2,000 orders for 20 scarce variants from 32 clients without a visible deadlock", async () => {
  const before = await shop.books.orderIds()
  const requests = await makeRequests(400, 1)

  const responses = await inParallel(32, requests, ({ token, lines }, n) => shop.client(n).placeOrder(token, lines))

  // Only acceptances and rejections, and many of both: otherwise there was no race for the last units.
  expect(Object.keys(statuses(responses))).toEqual(["201", "400"])
  expect(statuses(responses)[201]).toBeGreaterThan(200)
  expect(statuses(responses)[400]).toBeGreaterThan(200)
  expect(await booked(before)).toEqual(byId(promised(requests, responses)))
  expect(await shop.books.faults()).toEqual([])
})

it("keeps the stock consistent while the admin cancels and ships incoming orders", async () => {
  const before = await shop.books.orderIds()
  const requests = await makeRequests(150, 2)
  const roll = dice(3)
  const changes: Array<HttpResponse> = []
  const change = async (id: number, status: string, n: number) => {
    const path = `orders/${id}/update-status/`
    changes.push(await shop.client(n).call("PATCH", path, shop.admin, { status }))
  }

  const responses = await inParallel(32, requests, async ({ token, lines }, n) => {
    const response = await shop.client(n).placeOrder(token, lines)
    if (response.status !== 201) return response
    const { id } = placed(response)
    // Some orders get two different statuses at once, on two servers: one of them wins.
    const fate = roll(3)
    if (fate === 0) await Promise.all([change(id, "cancelled", n + 1), change(id, "shipped", n)])
    if (fate === 1) await change(id, "cancelled", n + 1)
    return response
  })

  expect(Object.keys(statuses(responses))).toEqual(["201", "400"])
  expect(Object.keys(statuses(changes))).toEqual(["200", "400"])
  expect(statuses(changes)[200]).toBeGreaterThan(100)
  expect(await booked(before)).toEqual(byId(promised(requests, responses)))
  expect(await shop.books.faults()).toEqual([])
})

it("has had no deadlock at all, not even one that a retry resolved", async () => {
  // The counts of a connection are visible once it has ended.
  await shop.stop()

  const name = new URL(shop.database.url).pathname.slice(1)
  const count = "select deadlocks::int, xact_commit::int as commits from pg_stat_database where datname = $1"
  const [seen] = await shop.books.rows<{ deadlocks: number; commits: number }>(count, [name])
  expect(seen?.commits).toBeGreaterThan(200)
  expect(seen?.deadlocks).toBe(0)
})
