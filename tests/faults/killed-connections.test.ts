import "./patience.ts"
import { afterAll, beforeAll, expect, it } from "vitest"
import { eventually, inParallel, tally } from "../support/load.ts"
import { type HttpResponse, type Line, placed } from "../support/shop-client.ts"
import { openSharedShop, type SharedShop } from "./shared-shop.ts"

const CLIENTS = 24
const TO_KILL = 50

let shop: SharedShop
let buyers: ReadonlyArray<string>
let goods: ReadonlyArray<Line>

beforeAll(async () => {
  shop = await openSharedShop(1)
  buyers = await shop.books.addBuyers(64)
  goods = await shop.client(0).addProduct(shop.admin, shop.category, Array(20).fill(100_000))
})
afterAll(() => shop?.close())

const buyer = (n: number): string => buyers[n % buyers.length] as string
const order = (n: number): Promise<HttpResponse> => {
  const first = n % (goods.length - 2)
  return shop.client(0).placeOrder(buyer(n), goods.slice(first, first + 3))
}

/** Kills active connections of the server. Returns their number. */
const killBusy = async (): Promise<number> => {
  const killed = await shop.books.rows(
    `select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'shopwright' and datname = current_database() and state <> 'idle'`,
  )
  return killed.length
}

it("survives 50 connections that are killed while in use, and exits on a signal", async () => {
  const [server] = shop.servers
  let killed = 0
  const responses: Array<HttpResponse | undefined> = []

  const load = inParallel(
    CLIENTS,
    Array.from({ length: CLIENTS }, (_, i) => i),
    async (worker) => {
      for (let n = worker; killed < TO_KILL; n++) {
        // Uses of the pool other than orders: the ORM's own.
        const category = `Category ${n} of ${worker}`
        if (n % 8 === 0)
          await shop.client(0).call("POST", "products/categories/create/", shop.admin, { name: category })
        responses.push(await order(n))
      }
    },
  )
  const enough = async () => {
    killed += await killBusy()
    return killed >= TO_KILL
  }
  await eventually("50 connections were killed", enough)
  await load

  // A request in progress may fail, but with a response: no request hangs or loses its connection.
  const statuses = tally(responses.map((response) => response?.status ?? "none"))
  expect(Object.keys(statuses).filter((status) => !["201", "500", "503"].includes(status))).toEqual([])
  expect(statuses[201]).toBeGreaterThan(0)
  const acknowledged = responses.flatMap((response) => (response?.status === 201 ? [placed(response).id] : []))
  const stored = new Set(await shop.books.orderIds())
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
  expect(await shop.books.faults()).toEqual([])

  // The pool is intact: none of many concurrent requests fails.
  const after = await Promise.all(buyers.map((_, n) => order(n)))
  expect(tally(after.map(({ status }) => status))).toEqual({ 201: 64 })
  const read = await Promise.all(buyers.map((token) => shop.client(0).call("GET", "orders/", token)))
  expect(tally(read.map(({ status }) => status))).toEqual({ 200: 64 })

  expect(server?.isRunning()).toBe(true)
  const begin = performance.now()
  expect(await shop.stop()).toEqual([{ code: 0, signal: null }])
  expect(performance.now() - begin).toBeLessThan(5_000)
})
