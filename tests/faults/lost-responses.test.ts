import "./patience.ts"
import { afterAll, beforeAll, expect, it } from "vitest"
import { StoreUnavailable } from "../../application/ports/store-unavailable.ts"
import { openShop } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import type { IdempotencyKey } from "../../domain/order/idempotency-key.ts"
import { openDatabaseProxy } from "../support/database-proxy.ts"
import { expectIntact } from "../support/invariants.ts"
import { dice, inParallel } from "../support/load.ts"
import { openTwoShops, type TwoShops } from "./two-shops.ts"

// The proxy cuts responses of the database to placements that it has committed. Clients repeat until they have a response.

const ORDERS = 300

let two: TwoShops
let proxy: Awaited<ReturnType<typeof openDatabaseProxy>>
let shop: Shop
beforeAll(async () => {
  two = await openTwoShops()
  proxy = await openDatabaseProxy(two.database.url)
  shop = await openShop({ database: { url: proxy.url } })
})
afterAll(async () => {
  await shop?.close()
  await proxy?.close()
  await two?.close()
})

/** Places orders of one unit and returns their ids, and how many responses were lost. */
const placeWithLosses = async (keyOf: (n: number) => IdempotencyKey | undefined) => {
  const roll = dice(11)
  let lost = 0
  proxy.lose((request) => {
    const loses = /place (keyed )?orders|commit/.test(request) && roll(3) === 0
    if (loses) lost++
    return loses
  })
  const lines = two.products.slice(0, 1).map(({ id }) => ({ product: id, quantity: 1 }))
  const place = async (n: number): Promise<number> => {
    for (;;) {
      const idempotencyKey = keyOf(n)
      const placed = await shop.placeOrder(two.admin, { lines, idempotencyKey }).catch((error: unknown) => {
        // Every lost response is an outage, and its outcome is unknown.
        if (error instanceof StoreUnavailable) return null
        throw error
      })
      if (placed === null) continue
      if (!placed.ok) throw new Error(placed.error._tag)
      return placed.value.id
    }
  }
  const ids = await inParallel(
    4,
    Array.from({ length: ORDERS }, (_, n) => n),
    place,
  )
  proxy.lose(() => false)
  expect(lost).toBeGreaterThan(30)
  return ids
}

it("stores each order with an idempotency key once, however often its client repeats it", async () => {
  const ids = await placeWithLosses((n) => `order-${n}` as IdempotencyKey)
  expect(new Set(ids).size).toBe(ORDERS)
  await expectIntact(two.database.url, ids, { only: true })
})

it("stores some orders twice whose clients repeat them without a key, and keeps the books", async () => {
  const before = await two.books.orderIds()
  const ids = await placeWithLosses(() => undefined)
  const added = (await two.books.orderIds()).length - before.length
  expect(new Set(ids).size).toBe(ORDERS)
  // Documented in docs/promises.md: the store cannot know that two orders are one.
  expect(added).toBeGreaterThan(ORDERS)
  await expectIntact(two.database.url, ids)
})
