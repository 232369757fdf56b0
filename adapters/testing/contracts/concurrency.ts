import { Effect, Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import type { Order } from "../../../domain/order/order.ts"
import { contractTestsOf } from "./contract-test.ts"
import { type Line, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const successes = <A, E>(ends: ReadonlyArray<Result.Result<A, E>>): ReadonlyArray<A> =>
  ends.flatMap((end) => (Result.isSuccess(end) ? [end.success] : []))
const failures = <A, E>(ends: ReadonlyArray<Result.Result<A, E>>): ReadonlyArray<E> =>
  ends.flatMap((end) => (Result.isFailure(end) ? [end.failure] : []))

/** The pieces of a product that are in orders, cancelled orders excepted. */
const taken = (orders: ReadonlyArray<Order>, product: number): number =>
  orders
    .filter(({ status }) => status !== "cancelled")
    .flatMap(({ lines }) => lines)
    .filter((line) => line.product === product)
    .reduce((sum, { quantity }) => sum + quantity, 0)

/** A few scarce products, and orders of one to three lines that together ask for more than the stock. */
const rush = fc.record({
  stock: fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6)),
  orders: fc.array(
    fc.array(fc.record({ item: fc.nat(2), quantity: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 3 }),
    { minLength: 6, maxLength: 16 },
  ),
})

export const concurrencyContract = ({ store, shop }: Subject): void => {
  describe("concurrency", () => {
    const it = contractTestsOf("concurrency")

    it("sells twenty pieces to exactly twenty of fifty concurrent buyers", {
      law: "no overselling",
    }, async () => {
      const buyer = await shop().account()
      const { id: product } = await shop().product({ stock: 20 })
      const ends = await race(Array.from({ length: 50 }, () => shop().placing(buyer, [{ product, quantity: 1 }])))
      expect(successes(ends)).toHaveLength(20)
      expect(failures(ends).map(({ _tag, requested }) => [_tag, requested])).toEqual(Array(30).fill(["OutOfStock", 1]))
      expect(await shop().available(product)).toBe(0)
      const kept = await shop().ordersOf(buyer)
      expect(new Set(kept.map(({ id }) => id))).toEqual(new Set(successes(ends).map(({ id }) => id)))
    })

    it("does not deadlock on orders that name the same products in opposite order", {
      law: "no lost update",
    }, async () => {
      const buyer = await shop().account()
      const items = await Promise.all(Array.from({ length: 4 }, () => shop().product({ stock: 30 })))
      const lines: ReadonlyArray<Line> = items.map(({ id }) => ({ product: id, quantity: 1 }))
      const ends = await race(
        Array.from({ length: 30 }, (_, i) => shop().placing(buyer, i % 2 === 0 ? lines : lines.toReversed())),
      )
      expect(successes(ends)).toHaveLength(30)
      for (const { id } of items) expect(await shop().available(id)).toBe(0)
    })

    it("applies one of several concurrent status changes of an order, and moves its stock once", {
      law: "no lost update",
    }, async () => {
      const buyer = await shop().account()
      const { id: product } = await shop().product({ stock: 10 })
      const order = await shop().place(buyer, [{ product, quantity: 4 }])
      const requests = Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? "cancelled" : "shipped"))
      const ends = await race(requests.map((to) => shop().amending(order, to)))
      expect(failures(ends).map(({ _tag }) => _tag)).toEqual(Array(11).fill("OrderStatusConflict"))
      const [winner] = successes(ends)
      expect((await run(store().orders.orders.find(order.id)))?.status).toBe(winner?.status)
      expect(await shop().available(product)).toBe(winner?.status === "cancelled" ? 10 : 6)
    })

    it("never shows a rejected order or stock reserved for it", {
      law: "no dirty read",
    }, async () => {
      const buyer = await shop().account()
      const [plenty, none] = [await shop().product({ stock: 50 }), await shop().product({ stock: 0 })]
      const request = [
        { product: plenty.id, quantity: 1 },
        { product: none.id, quantity: 1 },
      ]
      const looks = Effect.all([
        store().orders.orders.page({ owner: buyer.id, limit: 1000 }),
        store().catalog.products.list(),
      ])
      const seen: Array<Effect.Success<typeof looks>> = []
      const look = Effect.map(looks, (reading) => void seen.push(reading))
      await race<unknown, unknown>(
        Array.from({ length: 20 }, () => [
          shop().placing(buyer, request),
          Effect.andThen(Effect.yieldNow, look),
          look,
        ]).flat(),
      )
      expect(seen).toHaveLength(40)
      for (const [orders, products] of seen) {
        expect(orders).toEqual([])
        expect(products.find(({ id }) => id === plenty.id)?.available).toBe(50)
      }
    })

    it(
      "conserves stock while orders are placed, cancelled and shipped concurrently",
      { law: "conservation of stock" },
      () =>
        fc.assert(
          fc.asyncProperty(
            rush,
            fc.infiniteStream(fc.constantFrom("cancelled", "shipped", "paid")),
            async (requests, changes) => {
              const buyer = await shop().account()
              const { id: category } = await shop().category()
              const items = await Promise.all(requests.stock.map((stock) => shop().product({ stock, category })))
              const asked = requests.orders.map((lines) =>
                lines.flatMap(({ item, quantity }) =>
                  items.slice(item, item + 1).map(({ id }) => ({ product: id, quantity })),
                ),
              )
              const booksAreRight = async () => {
                const orders = await shop().ordersOf(buyer)
                for (const item of items) {
                  const available = await shop().available(item.id)
                  expect(available).toBe(item.available - taken(orders, item.id))
                  expect(available).toBeGreaterThanOrEqual(0)
                }
                return orders
              }

              const first = await race(asked.map((lines) => shop().placing(buyer, lines)))
              const placed = successes(first)
              expect((await booksAreRight()).map(({ id }) => id)).toEqual(
                placed.map(({ id }) => id).toSorted((a, b) => a - b),
              )
              // While no stock is released, a rejection stays valid.
              for (const [i, end] of first.entries()) {
                if (Result.isSuccess(end)) continue
                const { order } = await run(shop().decide(buyer, asked[i] ?? []))
                const line = order.lines.find(({ stockItem }) => stockItem === end.failure.stockItem)
                if (line === undefined) throw new Error("the rejection names a stock item that was not requested")
                expect(await shop().available(line.product)).toBeLessThan(end.failure.requested)
              }

              const again = asked.map((lines) => shop().placing(buyer, lines))
              await race<unknown, unknown>([
                ...placed.map((order) => shop().amending(order, changes.next().value)),
                ...again,
              ])
              const open = (await booksAreRight()).filter(({ status }) => status === "created" || status === "paid")
              await race(open.map((order) => shop().amending(order, "cancelled")))
              await booksAreRight()
            },
          ),
          // A race does not run the same way twice, so shrinking would only take time.
          { numRuns: 10, endOnFailure: true },
        ),
    )
  })
}
