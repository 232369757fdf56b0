import { Stream } from "effect"
import { describe, expect, it } from "vitest"
import { CHUNK_SIZE } from "../../application/order/list-orders.ts"
import type { OrderId } from "../../domain/order/order.ts"
import { openShop, run } from "./test-shop.ts"

/** A shop in which Ann has placed the given number of orders, and Bob one before and one after them. */
const withOrders = async (count: number) => {
  const shop = await openShop(count + 2)
  const lines = [{ product: shop.lamp.id, variant: null, quantity: 1 }]
  await run(shop.placeOrder(shop.bob, { lines }))
  const anns: Array<OrderId> = []
  for (let i = 0; i < count; i++) anns.push((await run(shop.placeOrder(shop.ann, { lines }))).id)
  await run(shop.placeOrder(shop.bob, { lines }))
  return { ...shop, anns }
}

const idsOf = (orders: ReadonlyArray<{ readonly id: OrderId }>) => orders.map(({ id }) => id)

describe.each([0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 2 * CHUNK_SIZE + 50])(
  "a list of %i orders",
  (count) => {
    it("arrives as one stream with each order once", async () => {
      const { streamOrders, ann, anns } = await withOrders(count)
      expect(idsOf(await run(Stream.runCollect(streamOrders(ann))))).toEqual(anns)
    })

    it("arrives as its first chunk and a stream of the rest, if there is any", async () => {
      const { listOrders, ann, anns } = await withOrders(count)
      const { first, rest } = await run(listOrders(ann))
      expect(idsOf(first)).toEqual(anns.slice(0, CHUNK_SIZE))
      expect(rest === null).toBe(count < CHUNK_SIZE)
      if (rest !== null) expect(idsOf(await run(Stream.runCollect(rest)))).toEqual(anns.slice(CHUNK_SIZE))
    })
  },
)

describe("pages of orders", () => {
  const walk = async (count: number, limit: number) => {
    const { pageOrders, ann, anns } = await withOrders(count)
    const pages: Array<ReadonlyArray<number>> = []
    for (let after: OrderId | null | undefined; after !== null; ) {
      const page = await run(pageOrders(ann, { after, limit }))
      pages.push(idsOf(page.orders).map((id) => anns.indexOf(id)))
      after = page.next
    }
    return pages
  }

  it("hold as many orders as requested; the last page holds the rest", async () => {
    expect(await walk(5, 2)).toEqual([[0, 1], [2, 3], [4]])
  })

  it("hold at least one order, because an empty page would look like the last one", async () => {
    const { pageOrders, ann } = await withOrders(3)
    for (const limit of [0, -1, 1.5, Number.NaN])
      await expect(run(pageOrders(ann, { limit }))).rejects.toThrow("limit must be a whole number from 1")
    expect((await run(pageOrders(ann, { limit: 1 }))).orders).toHaveLength(1)
  })

  it("end with a full page when no orders follow it", async () => {
    expect(await walk(4, 2)).toEqual([
      [0, 1],
      [2, 3],
    ])
    expect(await walk(0, 2)).toEqual([[]])
  })
})
