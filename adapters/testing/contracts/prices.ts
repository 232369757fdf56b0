import { Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import { MAX_MONEY } from "../../../domain/catalog/money.ts"
import { anyMoney } from "../arbitraries/values.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { outboxReader } from "./outbox-reader.ts"
import { errorOf, LATER, NO_PRODUCT, NOON, race, run, type Shop } from "./shop.ts"
import type { Subject } from "./subject.ts"

export const pricesContract = ({ store, shop }: Subject): void => {
  const repricing = (...repriced: Parameters<Shop["repricing"]>) => shop().repricing(...repriced)

  describe("prices", () => {
    const it = contractTestsOf("prices")

    it("returns the product with its new price, which lists and offers show from then on", async () => {
      const shirt = await shop().withVariants({ size: "S", stock: 4 }, { size: "L", stock: 1 })
      const other = await shop().product({ price: 1000 })
      await shop().place(await shop().account(), [{ product: shirt.id, variant: shirt.variants[0]?.id, quantity: 3 }])
      const [sold, before] = [await shop().find(shirt.id), await run(store().catalog.products.list())]
      const copy = structuredClone(before)
      expect(await run(repricing(shirt.id, 1250))).toEqual({ ...sold, price: 1250 })
      expect(await shop().find(shirt.id)).toEqual({ ...sold, price: 1250 })
      expect(await shop().find(other.id)).toEqual(other)
      expect(before).toEqual(copy)
      const items = [...shirt.variants.map(({ id }) => ({ product: shirt.id, variant: id }))]
      const offers = await run(store().catalog.offers.offersFor([...items, { product: other.id, variant: null }]))
      expect(offers.map((offer) => Result.getOrThrow(offer).price)).toEqual([1250, 1250, 1000])
    })

    it("does not change orders that were placed before", {
      law: "the total is the sum of the snapshots",
    }, async () => {
      const buyer = await shop().account()
      const { id: product } = await shop().product({ price: 70, stock: 5 })
      const line = [{ product, quantity: 1 }]
      const before = await shop().place(buyer, line)
      await run(repricing(product, 90))
      const after = await shop().place(buyer, line)
      const prices = (await shop().ordersOf(buyer)).map(({ id, lines }) => [id, lines[0]?.price])
      expect(prices).toEqual([
        [before.id, 70],
        [after.id, 90],
      ])
    })

    it("stores the largest price and a price of 0 exactly", async () => {
      const { id } = await shop().product()
      for (const price of [MAX_MONEY, 0]) {
        expect(await run(repricing(id, price))).toMatchObject({ price })
        expect(await shop().find(id)).toMatchObject({ price })
      }
    })

    it("rejects an unknown product and stores nothing", { law: "all or nothing" }, async () => {
      const before = await run(store().catalog.products.list())
      expect(await errorOf(repricing(NO_PRODUCT, 1))).toMatchObject({ _tag: "UnknownProduct", product: NO_PRODUCT })
      expect(await run(store().catalog.products.list())).toEqual(before)
    })

    it("records one event per change with its details, and none when the price stays the same", async () => {
      const { id: product } = await shop().product({ price: 1000 })
      const reader = await outboxReader(store())
      await errorOf(repricing(NO_PRODUCT, 1))
      const same = await run(repricing(product, 1000))
      expect(same).toEqual(await shop().find(product))
      await run(repricing(product, MAX_MONEY))
      await run(repricing(product, 0, NOON))
      const events = await reader.waitForProduct(product, 2)
      expect(events.map(({ event }) => event)).toEqual([
        { _tag: "ProductRepriced", product, from: 1000, to: MAX_MONEY, at: LATER },
        { _tag: "ProductRepriced", product, from: MAX_MONEY, to: 0, at: NOON },
      ])
      expect(events[0]?.stream).toBe(events[1]?.stream)
    })

    it("chains concurrent changes: each starts from the previous price, and the last one stays", {
      law: "no lost update",
    }, async () => {
      const { id } = await shop().product({ price: 1 })
      const reader = await outboxReader(store())
      const prices = Array.from({ length: 20 }, (_, i) => 100 + i)
      const ends = await race(prices.map((price) => repricing(id, price)))
      expect(ends.map((end) => Result.getOrThrow(end).price)).toEqual(prices)
      const events = await reader.waitForProduct(id, 20)
      const received = events.flatMap(({ event }) => (event._tag === "ProductRepriced" ? [event] : []))
      expect(new Set(received.map(({ to }) => to))).toEqual(new Set(prices))
      for (const [i, { from }] of received.entries()) expect(from).toBe(received[i - 1]?.to ?? 1)
      expect((await shop().find(id)).price).toBe(received.at(-1)?.to)
    })

    it("shows the last of any prices, in lists and offers", async () => {
      const { id: product } = await shop().product()
      await forAll(fc.array(anyMoney, { minLength: 1, maxLength: 4 }), async (prices) => {
        for (const price of prices) await run(repricing(product, price))
        expect(await shop().find(product)).toMatchObject({ price: prices.at(-1) })
        const [offer = Result.fail("no-such-product")] = await run(
          store().catalog.offers.offersFor([{ product, variant: null }]),
        )
        expect(Result.getOrThrow(offer).price).toBe(prices.at(-1))
      })
    })
  })
}
