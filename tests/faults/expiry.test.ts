import { Effect, Result } from "effect"
import { afterAll, beforeAll, expect, it } from "vitest"
import { openShop } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import type { OrderId } from "../../domain/order/order.ts"
import { dice, eventually, tally } from "../support/load.ts"
import { openTwoShops, run, type TwoShops } from "./two-shops.ts"

let two: TwoShops

beforeAll(async () => {
  two = await openTwoShops()
})
afterAll(() => two?.close())

it("lets each of a thousand orders either expire or be paid concurrently, and keeps the stock right", async () => {
  const { books } = two
  const roll = dice(7)
  const ends: Array<string> = []

  const expireAll = async ({ useCases }: Pick<Shop, "useCases">): Promise<number> => {
    const { cancelled, more } = await run(useCases.expireOrders(3600))
    return more ? cancelled + (await expireAll({ useCases })) : cancelled
  }
  const pay = async (order: OrderId, n: number) => {
    // Some payments arrive before the order expires, some during that, some after.
    for (let turns = roll(12); turns > 0; turns--) await books.rows("select")
    return run(Effect.result(two.shop(n).useCases.changeOrderStatus(two.admin, { order, status: "paid" })))
  }

  for (let round = 0; round < 20; round++) {
    const orders = await Promise.all(Array.from({ length: 50 }, (_, n) => two.place(n, 1 + (n % 3))))
    await books.rows("update shopwright.orders set created_at = now() - interval '1 day' where status = 'created'")

    const [paid, ...expired] = await Promise.all([
      Promise.all(orders.map(({ id }, n) => pay(id, n))),
      expireAll(two.shop(0)),
      expireAll(two.shop(1)),
    ])

    const rows = await books.rows<{ id: number; status: string }>("select id, status from shopwright.orders")
    const statuses = new Map(rows.map(({ id, status }) => [id, status]))
    for (const [n, end] of paid.entries()) {
      const status = statuses.get(orders[n]?.id ?? 0)
      if (Result.isSuccess(end)) expect(status).toBe("paid")
      else
        expect([end.failure, status]).toMatchObject([{ _tag: "IllegalStatusChange", from: "cancelled" }, "cancelled"])
      ends.push(status ?? "gone")
    }
    // Each order was cancelled by one of the two, and only once.
    expect(expired.reduce((sum, n) => sum + n)).toBe(paid.filter(Result.isFailure).length)
    expect(await books.faults()).toEqual([])
  }
  const { paid = 0, cancelled = 0 } = tally(ends)
  expect(paid + cancelled).toBe(1000)
  // Otherwise there was no race.
  expect(Math.min(paid, cancelled)).toBeGreaterThan(50)
})

it("happens without a call in a shop with that option", async () => {
  const { database, books } = two
  const shop = await openShop({ database, unpaidOrderTtlSeconds: 0.2 })
  const { id } = await two.place(0)
  await eventually("it was cancelled", async () => {
    const [order] = await books.rows<{ status: string }>("select status from shopwright.orders where id = $1", [id])
    return order?.status === "cancelled"
  })
  await shop.close()
  expect(await books.faults()).toEqual([])
})

it("rejects an invalid time limit", async () => {
  await expect(openShop({ database: "memory", unpaidOrderTtlSeconds: 0 })).rejects.toThrow("must be above 0")
})
