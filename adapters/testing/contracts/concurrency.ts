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

/** Pieces of a product that the orders hold or have taken away: those of all but the cancelled ones. */
const taken = (orders: ReadonlyArray<Order>, product: number): number =>
  orders
    .filter(({ status }) => status !== "cancelled")
    .flatMap(({ lines }) => lines)
    .filter((line) => line.product === product)
    .reduce((sum, { quantity }) => sum + quantity, 0)

/** A few scarce products, and orders of one to three lines that together want more of them than there is. */
const rush = fc.record({
  stock: fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6)),
  orders: fc.array(
    fc.array(fc.record({ item: fc.nat(2), quantity: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 3 }),
    { minLength: 6, maxLength: 16 },
  ),
})

export const concurrencyContract = ({ store, shop }: Subject): void => {
  describe("many at once", () => {
    const it = contractTestsOf("many at once")

    it("sells twenty pieces to exactly twenty of fifty buyers", { law: "exactly min(k, n) succeed" }, async () => {
      const buyer = await shop().account()
      const { id: product } = await shop().product({ stock: 20 })
      const ends = await race(Array.from({ length: 50 }, () => shop().placing(buyer, [{ product, quantity: 1 }])))
      expect(successes(ends)).toHaveLength(20)
      expect(failures(ends).map(({ _tag, requested }) => [_tag, requested])).toEqual(Array(30).fill(["OutOfStock", 1]))
      expect(await shop().available(product)).toBe(0)
      const kept = await shop().ordersOf(buyer)
      expect(new Set(kept.map(({ id }) => id))).toEqual(new Set(successes(ends).map(({ id }) => id)))
    })

    it("lets orders that name the same products in opposite order through without waiting for ever", {
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

    it("lets one of several changes of an order win, and moves its stock once", { law: "no lost update" }, async () => {
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

    it("shows nobody an order that is refused in the end, nor stock taken for it", {
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

    it("conserves stock whatever is placed, cancelled and shipped at once", { law: "conservation of stock" }, () =>
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
            // While nothing is given back, a refusal stays true: what fell short then falls short now.
            for (const [i, end] of first.entries()) {
              if (Result.isSuccess(end)) continue
              const { order } = await run(shop().decide(buyer, asked[i] ?? []))
              const line = order.lines.find(({ stockItem }) => stockItem === end.failure.stockItem)
              if (line === undefined) throw new Error("the refusal names a stock item that nobody asked for")
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
        // A race does not run the same way twice: shrinking it would only take long.
        { numRuns: 10, endOnFailure: true },
      ),
    )
  })
}
