import { Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import { type Restocking, restock } from "../../../domain/stock/restock.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import { MAX_QUANTITY } from "../../../domain/stock/stock-level.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { outboxReader } from "./outbox-reader.ts"
import { errorOf, LATER, NO_PRODUCT, NOON, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

export const inventoryContract = ({ store, shop }: Subject): void => {
  const drifts = () => run(store().stock.audit.audit())

  describe("inventory", () => {
    const it = contractTestsOf("inventory")

    it("returns the current level, including the reserved quantity", { law: "conservation of stock" }, async () => {
      const { id: product } = await shop().product({ stock: 5 })
      await shop().place(await shop().account(), [{ product, quantity: 4 }])
      const level = await run(shop().restocking({ product, quantity: 7 }))
      expect(level).toEqual({ stockItem: level.stockItem, onHand: 12, reserved: 4 })
      expect(await shop().available(product)).toBe(8)
      expect(await drifts()).toEqual([])
    })

    it("restocks the named variant and no other", { law: "conservation of stock" }, async () => {
      const shirt = await shop().withVariants({ size: "S", stock: 4 }, { size: "L" })
      await run(shop().restocking({ product: shirt.id, variant: shirt.variants[1]?.id, quantity: 3 }))
      const found = await shop().find(shirt.id)
      expect([found.available, ...found.variants.map(({ available }) => available)]).toEqual([7, 4, 3])
    })

    it("sells restocked pieces, down to the last one", { law: "no overselling" }, async () => {
      const buyer = await shop().account()
      const { id: product } = await shop().product()
      const request = [{ product, quantity: 3 }]
      expect(await errorOf(shop().placing(buyer, request))).toMatchObject({ requested: 3, available: 0 })
      await run(shop().restocking({ product, quantity: 3 }))
      await shop().place(buyer, request)
      expect(await errorOf(shop().placing(buyer, [{ product, quantity: 1 }]))).toMatchObject({ available: 0 })
      expect(await drifts()).toEqual([])
    })

    it("restocks up to the stock limit, and rejects one more piece without any change", {
      law: "all or nothing",
    }, async () => {
      const { id: product } = await shop().product({ stock: 3 })
      const reader = await outboxReader(store())
      const full = { _tag: "StockLimitExceeded", onHand: 3, quantity: MAX_QUANTITY - 2, max: MAX_QUANTITY }
      expect(await errorOf(shop().restocking({ product, quantity: MAX_QUANTITY - 2 }))).toMatchObject(full)
      expect(await shop().available(product)).toBe(3)
      const { stockItem, onHand } = await run(shop().restocking({ product, quantity: MAX_QUANTITY - 3 }))
      expect(onHand).toBe(MAX_QUANTITY)
      const one = await errorOf(shop().restocking({ product, quantity: 1 }))
      expect(one).toMatchObject({ _tag: "StockLimitExceeded", stockItem, onHand: MAX_QUANTITY, quantity: 1 })
      expect(await shop().available(product)).toBe(MAX_QUANTITY)
      await run(shop().repricing(product, 1))
      expect((await reader.waitForProduct(product, 2)).map(({ event }) => event)).toMatchObject([
        { stockItem, onHand: MAX_QUANTITY },
        { _tag: "ProductRepriced" },
      ])
      expect(await drifts()).toEqual([])
    })

    it("records one event per restock with its details, and keeps stock items apart", async () => {
      const shirt = await shop().withVariants({ stock: 4 }, {})
      const [variant = null, other] = shirt.variants.map(({ id }) => id)
      const reader = await outboxReader(store())
      const line = { product: shirt.id, variant: variant ?? undefined }
      const { stockItem } = await run(shop().restocking({ ...line, quantity: 2 }))
      await run(shop().restocking({ ...line, quantity: 5 }, NOON))
      await run(shop().restocking({ product: shirt.id, variant: other, quantity: 1 }))
      const events = await reader.waitForProduct(shirt.id, 3)
      const item = { _tag: "StockReplenished", stockItem, product: shirt.id, variant }
      expect(events.map(({ event }) => event).slice(0, 2)).toEqual([
        { ...item, quantity: 2, onHand: 6, at: LATER },
        { ...item, quantity: 5, onHand: 11, at: NOON },
      ])
      expect(events[0]?.stream).toBe(events[1]?.stream)
      expect(events[2]?.stream).not.toBe(events[1]?.stream)
      expect(events).toHaveLength(3)
    })

    it("loses no piece of many concurrent restocks, and records their events in order", {
      law: "no lost update",
    }, async () => {
      const { id: product } = await shop().product({ stock: 10 })
      const reader = await outboxReader(store())
      const quantities = Array.from({ length: 30 }, (_, i) => i + 1)
      const ends = await race(quantities.map((quantity) => shop().restocking({ product, quantity })))
      const total = 10 + quantities.reduce((sum, quantity) => sum + quantity, 0)
      expect(await shop().available(product)).toBe(total)
      const events = await reader.waitForProduct(product, 30)
      const received = events.flatMap(({ event }) => (event._tag === "StockReplenished" ? [event] : []))
      expect(received).toHaveLength(30)
      // Each event matches the result of its call, and each restock starts where the previous one ended.
      const results = ends.map((end) => Result.getOrThrow(end).onHand)
      expect(new Set(received.map(({ onHand }) => onHand))).toEqual(new Set(results))
      for (const [i, { onHand, quantity }] of received.entries())
        expect(onHand - quantity).toBe(received[i - 1]?.onHand ?? 10)
      expect(await drifts()).toEqual([])
    })

    it("accepts five of twenty concurrent pieces when the limit leaves room for five", {
      law: "no overselling",
    }, async () => {
      const { id: product } = await shop().product({ stock: MAX_QUANTITY - 5 })
      const ends = await race(Array.from({ length: 20 }, () => shop().restocking({ product, quantity: 1 })))
      expect(ends.filter(Result.isSuccess)).toHaveLength(5)
      expect(await shop().available(product)).toBe(MAX_QUANTITY)
      expect(await drifts()).toEqual([])
    })

    it("conserves stock while orders are placed, shipped and cancelled during restocks", {
      law: "conservation of stock",
    }, async () => {
      const buyer = await shop().account()
      const items = [await shop().product({ stock: 8 }), await shop().product({ stock: 8 })]
      const lines = items.map(({ id }) => ({ product: id, quantity: 1 }))
      const orders = await Promise.all(Array.from({ length: 8 }, () => shop().place(buyer, lines)))
      const fates = ["cancelled", "shipped"] as const
      const ends = await race<unknown, unknown>([
        ...orders.map((order, i) => shop().amending(order, fates[i % 2] ?? "paid")),
        ...lines.flatMap((line) => Array.from({ length: 10 }, () => shop().restocking({ ...line, quantity: 2 }))),
        // Lines in both orders: the test deadlocks if the store does not lock rows in one order.
        ...Array.from({ length: 30 }, (_, i) => shop().placing(buyer, i % 2 === 0 ? lines : lines.toReversed())),
      ])
      const placed = ends.slice(-30).filter(Result.isSuccess).length
      expect(ends.slice(0, 28).every(Result.isSuccess)).toBe(true)
      // Eight pieces were on hand, four of them were shipped, and twenty were added.
      for (const { id } of items) expect(await shop().available(id)).toBe(8 - 4 + 20 - placed)
      expect(await drifts()).toEqual([])
    })

    it("rejects a restock decided from an outdated quantity or for an unknown stock item", {
      law: "no lost update",
    }, async () => {
      const { id: product } = await shop().product({ stock: 5 })
      const reader = await outboxReader(store())
      const request = { product, variant: null, quantity: 1 }
      const [offer] = await run(store().catalog.offers.offersFor([request]))
      if (offer === undefined) throw new Error("offersFor returned no result")
      const stale = Result.getOrThrow(restock(request, offer, NOON))
      await run(shop().restocking({ product, quantity: 2 }))
      const conflict = { _tag: "StockLevelConflict" }
      expect(await errorOf(store().stock.inventory.recordRestocking(stale))).toMatchObject(conflict)
      const stockItem = StockItemId(999_999_999)
      const [movement] = stale.movements
      const unknown: Restocking = {
        by: null,
        from: 0,
        level: { stockItem, onHand: 1 },
        movements: [{ ...movement, stockItem }],
        event: { ...stale.event, stockItem, product: NO_PRODUCT, onHand: 1 },
      }
      expect(await errorOf(store().stock.inventory.recordRestocking(unknown))).toMatchObject(conflict)
      await run(shop().restocking({ product, quantity: 4 }))
      expect(await shop().available(product)).toBe(11)
      const events = (await reader.waitForProduct(product, 2)).map(({ event }) => event)
      expect(events).toMatchObject([{ quantity: 2 }, { quantity: 4 }])
      expect(
        (await reader.next()).filter(({ event }) => "stockItem" in event && event.stockItem === stockItem),
      ).toEqual([])
      expect(await drifts()).toEqual([])
    })

    it("adds up any restocks of two variants", { law: "conservation of stock" }, () =>
      forAll(
        fc.array(fc.record({ variant: fc.nat(1), quantity: fc.integer({ min: 1, max: 100_000 }) }), { maxLength: 5 }),
        async (restocks) => {
          const shirt = await shop().withVariants({ size: "S", stock: 4 }, { size: "L" })
          const right = [4, 0]
          for (const { variant, quantity } of restocks) {
            await run(shop().restocking({ product: shirt.id, variant: shirt.variants[variant]?.id, quantity }))
            right[variant] = (right[variant] ?? 0) + quantity
          }
          expect((await shop().find(shirt.id)).variants.map(({ available }) => available)).toEqual(right)
        },
      ),
    )
  })
}
