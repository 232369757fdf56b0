import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest"
import { openShop } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import { openCountingPool } from "../support/counting-pool.ts"
import { openTwoShops, type TwoShops } from "./two-shops.ts"

// Statements are real and time is not: timers run only when a test advances them.

let two: TwoShops
let host: ReturnType<typeof openCountingPool>
const ending: Array<() => unknown> = []

beforeAll(async () => {
  two = await openTwoShops()
  host = openCountingPool(two.database.url)
})
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }))
afterEach(async () => {
  vi.useRealTimers()
  for (const end of ending.splice(0)) await end()
})
afterAll(async () => {
  await host?.close()
  await two?.close()
})

/** A shop of the host whose subscription has nothing left to do and rests. */
const restingShop = async (name: string, handler: () => Promise<void> = async () => {}): Promise<Shop> => {
  const shop = await openShop({ database: { pool: host.pool }, onBackgroundError: () => {} })
  ending.push(() => shop.close())
  await subscribe(shop, name, handler)
  return shop
}

/** Subscribes, and lets time pass until the subscription has given up its lease. */
const subscribe = async (shop: Shop, name: string, handler: () => Promise<void> = async () => {}) => {
  shop.subscribe(name, handler, { from: "now" })
  const text = "select from shopwright.subscriber where name = $1 and leased_until <= now()"
  do await sentWithin(1)
  while ((await two.books.rows(text, [name])).length === 0)
}

/** Waits until no statement is in progress and none follows. */
const quiet = async (): Promise<void> => {
  for (let turns = 0; turns < 20; turns = host.isQuiet() ? turns + 1 : 0)
    await new Promise((resolve) => setImmediate(resolve))
}

/** Lets this many seconds pass and returns how many statements the shops have sent meanwhile. */
const sentWithin = async (seconds: number): Promise<number> => {
  const before = host.sent()
  for (let passed = 0; passed < seconds; passed += 0.5) {
    await vi.advanceTimersByTimeAsync(500)
    await quiet()
  }
  return host.sent() - before
}

const restock = async (shop: Shop): Promise<void> => {
  for (const { id } of two.products.slice(0, 1)) await shop.restock(two.admin, { product: id, quantity: 1 })
}

it("sends at most 0.25 statements per second while a shop with a subscriber is idle", async () => {
  await restingShop("idle")
  const sent = await sentWithin(800)
  expect(sent).toBeGreaterThan(100)
  expect(sent).toBeLessThanOrEqual(0.25 * 800)
})

it("polls at most 0.25 times per second for twenty idle shops on one pool together", async () => {
  for (let n = 0; n < 20; n++) await restingShop(`idle ${n}`)
  // The time between two polls grows until the shops are idle.
  await sentWithin(100)
  const sent = await sentWithin(400)
  // Each shop also removes old keys and old events once meanwhile, or not at all.
  const removals = 2 * 20
  expect(sent).toBeGreaterThan(400 / 7)
  expect(sent).toBeLessThanOrEqual(0.25 * 400 + removals)
})

it("shares one poll among the subscribers of a shop", async () => {
  const shop = await restingShop("first of many")
  for (const name of ["second of many", "third of many"]) await subscribe(shop, name)
  expect(await sentWithin(400)).toBeLessThanOrEqual(0.25 * 400)
})

it("delivers an event of the same process at once, without a timer", async () => {
  const received = vi.fn(async () => {})
  const shop = await restingShop("same process", received)
  await restock(shop)
  await quiet()
  expect(received).toHaveBeenCalledTimes(1)
})

it("delivers an event of another process within 7 seconds", async () => {
  const received = vi.fn(async () => {})
  await restingShop("other process", received)
  await two.place(0)
  await quiet()
  expect(received).not.toHaveBeenCalled()
  await sentWithin(7)
  expect(received).toHaveBeenCalledTimes(1)
})

it("delivers at once in the process that recorded the event, whichever delivered before", async () => {
  const [first, second] = [vi.fn(async () => {}), vi.fn(async () => {})]
  const one = await restingShop("either process", first)
  const other = await restingShop("either process", second)
  for (const shop of [one, other, one]) {
    await restock(shop)
    await quiet()
    await sentWithin(3)
  }
  expect(first).toHaveBeenCalledTimes(2)
  expect(second).toHaveBeenCalledTimes(1)
})
