import { Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import type { Offer } from "../../../domain/catalog/offer.ts"
import { reprice } from "../../../domain/catalog/reprice.ts"
import type { ShopEvent } from "../../../domain/event/event.ts"
import { changeStatus } from "../../../domain/order/change-status.ts"
import type { OrderStep } from "../../../domain/order/history.ts"
import { type Placement, withIds } from "../../../domain/order/place-order.ts"
import { movementsOf } from "../../../domain/stock/movement.ts"
import { restock } from "../../../domain/stock/restock.ts"
import { moveAll } from "../../../domain/stock/settle.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import { anyHistory, anyPlacement } from "../arbitraries/orders.ts"
import { anyMoney, anyTime } from "../arbitraries/values.ts"
import type { Store } from "../ports.ts"
import { contractTestsOf } from "./contract-test.ts"
import { outboxReader } from "./outbox-reader.ts"
import { run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

const PLENTY = 1_000_000

/** Writes any valid decision, reads it back and compares every field. A field that a store drops is noticed here. */
export const decisionsContract = ({ withEmptyStore }: Subject): void => {
  /** A buyer, and the offers of two products and two variants of a third, in a store of their own. */
  const openScene = async (store: Store) => {
    const shop = shopOver(store)
    const levelOf = async (offer: Offer): Promise<StockLevel> => {
      const [found = Result.fail("no-such-product" as const)] = await run(store.catalog.offers.offersFor([offer]))
      const { stockItem, onHand, reserved } = Result.getOrThrow(found)
      return { stockItem, onHand, reserved }
    }
    const [a, b] = [await shop.product({ stock: PLENTY }), await shop.product({ stock: PLENTY })]
    const shirt = await shop.withVariants({ stock: PLENTY }, { stock: PLENTY })
    const items = [
      ...[a, b].map(({ id }) => ({ product: id, variant: null })),
      ...shirt.variants.map(({ id }) => ({ product: shirt.id, variant: id })),
    ]
    const offers = (await run(store.catalog.offers.offersFor(items))).map(Result.getOrThrow)
    const buyer = await shop.account()
    const reader = await outboxReader(store, "oldest")
    /** Takes all new events. A busy store may show them a moment late. */
    const events = async (count: number): Promise<ReadonlyArray<ShopEvent>> => {
      const pending = await reader.waitFor(count)
      await reader.acknowledge(pending)
      return pending.map(({ event }) => event)
    }
    expect(await events(1)).toMatchObject([{ _tag: "AccountRegistered", account: buyer.id }])
    return { store, shop, buyer, offers, events, levelOf }
  }
  type Scene = Awaited<ReturnType<typeof openScene>>

  /** The same decision about the buyer and the items of a scene. Quantities, prices, delivery and times stay. */
  const inScene = (
    { buyer, offers }: Pick<Scene, "buyer" | "offers">,
    { order, ...placement }: Placement,
  ): Placement => {
    const lines = order.lines.map((line) => {
      const { stockItem, product, variant } = offers[line.stockItem % offers.length] as Offer
      return { ...line, stockItem, product, variant }
    })
    return { ...placement, order: { ...order, account: buyer.id, lines }, movements: movementsOf("reserve", lines) }
  }

  describe("decisions", () => {
    const it = contractTestsOf("decisions")

    it("are read back as they were recorded: a placed order through all its statuses", () =>
      withEmptyStore(async (empty) => {
        const { store, buyer, offers, events, levelOf } = await openScene(empty)
        const wholeLife = fc.asyncProperty(
          anyPlacement,
          anyHistory,
          someTimes,
          async (drawn, [, ...history], times) => {
            const placement = inScene({ buyer, offers }, drawn)
            let levels = apply(await Promise.all(offers.map(levelOf)), placement.movements)
            const recorded = await run(store.orders.ledger.record(placement))
            const lineIds = recorded.lines.map(({ id }) => id)
            const { order, event } = withIds(placement, recorded.id, lineIds)
            expect(recorded).toEqual(order)
            expect(new Set(lineIds).size).toBe(order.lines.length)
            const expected: Array<ShopEvent> = [event]
            let known = order
            const steps: Array<OrderStep> = [{ status: "created", at: order.createdAt, by: buyer.id, reason: "" }]
            for (const [i, to] of history.entries()) {
              const at = times[i] ?? known.updatedAt
              const change = Result.getOrThrow(changeStatus(known, to, at, i % 2 === 0 ? buyer.id : null, `step ${i}`))
              if (change === null) throw new Error(`the order is ${to} already`)
              await run(store.orders.ledger.recordStatusChange(change))
              expected.push(change.event)
              known = change.order
              steps.push({ status: to, at: change.order.updatedAt, by: change.by, reason: change.reason })
              levels = apply(levels, change.movements)
            }
            expect(await run(store.orders.orders.find(order.id))).toEqual(known)
            expect((await run(store.orders.history.find(order.id)))?.steps).toEqual(steps)
            const page = await run(store.orders.orders.page({ owner: buyer.id, limit: 1000 }))
            expect(page.at(-1)).toEqual({ ...known, username: buyer.username })
            expect(await Promise.all(offers.map(levelOf))).toEqual(levels)
            expect(await events(expected.length)).toEqual(expected)
          },
        )
        await fc.assert(wholeLife, { numRuns: 25 })
        expect(await run(store.stock.audit.audit())).toEqual([])
      }))

    it("are read back as they were recorded: a restocking and a repricing", () =>
      withEmptyStore(async (empty) => {
        const { store, shop, offers, events, levelOf } = await openScene(empty)
        const anyOfferOfScene = fc.constantFrom(...offers)
        const quantities = fc.integer({ min: 1, max: 1000 })
        const both = fc.asyncProperty(
          anyOfferOfScene,
          quantities,
          anyMoney,
          anyTime,
          async (offer, quantity, price, at) => {
            const current = { ...offer, ...(await levelOf(offer)) }
            const restocking = Result.getOrThrow(restock({ ...offer, quantity }, Result.succeed(current), at))
            const level = await run(store.stock.inventory.recordRestocking(restocking))
            expect(level).toEqual({ ...restocking.level, reserved: current.reserved })
            expect(await levelOf(offer)).toEqual(level)
            const product = await run(store.catalog.products.find(offer.product))
            if (product === null) throw new Error(`product ${offer.product} was not found`)
            const repricing = reprice(product, price, at)
            if (repricing !== null) await run(store.catalog.products.recordRepricing(repricing))
            expect(await shop.find(offer.product)).toEqual({ ...product, ...repricing?.product })
            const expected = [restocking.event, ...(repricing === null ? [] : [repricing.event])]
            expect(await events(expected.length)).toEqual(expected)
          },
        )
        await fc.assert(both, { numRuns: 15 })
      }))
  })
}

const someTimes = fc.array(anyTime, { minLength: 4, maxLength: 4 })

const apply = (
  levels: ReadonlyArray<StockLevel>,
  movements: Parameters<typeof moveAll>[1],
): ReadonlyArray<StockLevel> => {
  const before = new Map(levels.map((level) => [level.stockItem, level]))
  const moved = Result.getOrThrow(moveAll((stockItem) => before.get(stockItem), movements))
  const after = new Map(moved.map((level) => [level.stockItem, level]))
  return levels.map((level) => after.get(level.stockItem) ?? level)
}
