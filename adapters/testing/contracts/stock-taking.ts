import { Effect, Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import { AccountId } from "../../../domain/account/account.ts"
import type { ProductId } from "../../../domain/catalog/product.ts"
import { idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import { claimOfRestocking, type Restocking, restock } from "../../../domain/stock/restock.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import { claimOfStockTaking, type StockTaking, takeStock } from "../../../domain/stock/take-stock.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { outboxReader } from "./outbox-reader.ts"
import { ownEvents } from "./own-events.ts"
import { errorOf, freshName, LATER, NOON, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

export const stockTakingContract = ({ store, shop }: Subject): void => {
  const inventory = () => store().stock.inventory
  const drifts = () => run(store().stock.audit.audit())
  const offerOf = async (product: ProductId) => {
    const [offer] = await run(store().catalog.offers.offersFor([{ product, variant: null }]))
    if (offer === undefined) throw new Error("offersFor returned no result")
    return offer
  }
  const decide = async (product: ProductId, counted: number, reason = ""): Promise<StockTaking> => {
    const count = { product, variant: null, counted, reason }
    const taking = Result.getOrThrow(takeStock(count, await offerOf(product), LATER, AccountId(7)))
    if (taking === null) throw new Error("the count matches")
    return taking
  }
  /** Counts until no other decision comes in between. Fails if a store rejects every count. */
  const count = async (product: ProductId, counted: number, attempts = 100): Promise<StockLevel | "reserved"> => {
    if (attempts === 0) throw new Error("the store rejects every count as outdated")
    const request = { product, variant: null, counted, reason: "" }
    const taking = takeStock(request, await offerOf(product), LATER)
    if (Result.isFailure(taking)) return "reserved"
    if (taking.success === null) return Result.getOrThrow(await offerOf(product))
    const end = await run(Effect.result(inventory().recordStockTaking(taking.success)))
    return Result.isSuccess(end) ? end.success : count(product, counted, attempts - 1)
  }
  const restocking = async (product: ProductId, quantity: number): Promise<Restocking> =>
    Result.getOrThrow(restock({ product, variant: null, quantity }, await offerOf(product), NOON, AccountId(7)))
  const key = (text: string) => Result.getOrThrow(idempotencyKey(text))

  describe("stock-taking", () => {
    const it = contractTestsOf("stock-taking")

    it("sets the counted quantity, keeps what is reserved, and records an event", {
      law: "conservation of stock",
    }, async () => {
      const { id: product } = await shop().product({ stock: 9 })
      await shop().place(await shop().account(), [{ product, quantity: 4 }])
      const own = ownEvents()
      own.addProduct(product)
      const reader = await outboxReader(store(), "now", own.includes)
      for (const [from, counted] of [
        [9, 4],
        [4, 12],
      ] as const) {
        const taking = await decide(product, counted, "„ü“ counted")
        const { stockItem } = taking.level
        expect(await run(inventory().recordStockTaking(taking))).toEqual({ stockItem, onHand: counted, reserved: 4 })
        expect(await shop().available(product)).toBe(counted - 4)
        const facts = { stockItem, product, variant: null, from, onHand: counted, reason: "„ü“ counted", at: LATER }
        const events = await reader.waitFor(1)
        expect(events.map(({ event }) => event)).toEqual([{ _tag: "StockCounted", ...facts }])
        await reader.acknowledge(events)
      }
      expect(await drifts()).toEqual([])
    })

    it("rejects a count from an outdated quantity, or below what is reserved meanwhile", {
      law: "no lost update",
    }, async () => {
      const { id: product } = await shop().product({ stock: 5 })
      const conflict = { _tag: "StockLevelConflict" }
      const stale = await decide(product, 4)
      await run(shop().restocking({ product, quantity: 1 }))
      expect(await errorOf(inventory().recordStockTaking(stale))).toEqual(conflict)
      const low = await decide(product, 2)
      await shop().place(await shop().account(), [{ product, quantity: 3 }])
      expect(await errorOf(inventory().recordStockTaking(low))).toEqual(conflict)
      expect(await shop().available(product)).toBe(3)
      const unknown = { ...low, level: { ...low.level, stockItem: StockItemId(999_999_999) } }
      expect(await errorOf(inventory().recordStockTaking(unknown))).toEqual(conflict)
      expect(await drifts()).toEqual([])
    })

    it("never sells more than was counted, beside 32 buyers", { law: "no overselling" }, async () => {
      const buyer = await shop().account()
      const { id: product } = await shop().product({ stock: 40 })
      const [ends, counted] = await Promise.all([
        race(Array.from({ length: 32 }, () => shop().placing(buyer, [{ product, quantity: 1 }]))),
        count(product, 20),
      ])
      const placed = ends.filter(Result.isSuccess).length
      const onHand = counted === "reserved" ? 40 : 20
      expect(placed).toBeLessThanOrEqual(onHand)
      expect(await shop().available(product)).toBe(onHand - placed)
      expect(await shop().ordersOf(buyer)).toHaveLength(placed)
      expect(await drifts()).toEqual([])
    })

    it("restocks once for one key, also under concurrency", { law: "same key, same order" }, async () => {
      const account = AccountId(7)
      const { id: product } = await shop().product({ stock: 5 })
      const claim = claimOfRestocking(key(freshName("delivery")), { product, variant: null, quantity: 3 })
      const once = await restocking(product, 3)
      const ends = await race(Array.from({ length: 8 }, () => inventory().recordRestockingOnce(once, account, claim)))
      const level = { stockItem: once.level.stockItem, onHand: 8, reserved: 0 }
      for (const end of ends) expect(end).toEqual(Result.succeed(level))
      await shop().place(await shop().account(), [{ product, quantity: 2 }])
      expect(await run(inventory().recordRestockingOnce(await restocking(product, 3), account, claim))).toEqual(level)
      expect(await run(inventory().recallLevel(account, claim))).toEqual(level)
      expect(await run(inventory().recallLevel(AccountId(8), claim))).toBeNull()
      const other = claimOfRestocking(claim.key, { product, variant: null, quantity: 4 })
      const reused = { _tag: "IdempotencyKeyReused", key: claim.key }
      expect(
        await errorOf(inventory().recordRestockingOnce(await restocking(product, 4), account, other)),
      ).toMatchObject(reused)
      expect(await errorOf(inventory().recallLevel(account, other))).toMatchObject(reused)
      expect(await shop().available(product)).toBe(6)
      expect(await drifts()).toEqual([])
    })

    it("counts once for one key, also when the count matches", { law: "same key, same order" }, async () => {
      const account = AccountId(7)
      const { id: product } = await shop().product({ stock: 5 })
      const { stockItem } = Result.getOrThrow(await offerOf(product))
      const claimed = (text: string, counted: number) =>
        claimOfStockTaking(key(freshName(text)), { product, variant: null, counted, reason: "" })
      const matching = { level: { stockItem, onHand: 5 }, movements: [], at: NOON } as const
      const same = claimed("same", 5)
      const level = { stockItem, onHand: 5, reserved: 0 }
      expect(await run(inventory().recordStockTakingOnce(matching, account, same))).toEqual(level)
      const less = claimed("less", 3)
      const taking = await decide(product, 3)
      const ends = await race(Array.from({ length: 8 }, () => inventory().recordStockTakingOnce(taking, account, less)))
      for (const end of ends) expect(end).toEqual(Result.succeed({ ...level, onHand: 3 }))
      await run(shop().restocking({ product, quantity: 6 }))
      // The quantities have changed since. The keys return what they returned first.
      expect(await run(inventory().recordStockTakingOnce(matching, account, same))).toEqual(level)
      expect(await run(inventory().recallLevel(account, less))).toEqual({ ...level, onHand: 3 })
      const conflict = { _tag: "StockLevelConflict" }
      expect(await errorOf(inventory().recordStockTakingOnce(matching, account, claimed("new", 5)))).toEqual(conflict)
      const other = { ...less, fingerprint: "other" }
      expect(await errorOf(inventory().recordStockTakingOnce(taking, account, other))).toMatchObject({
        _tag: "IdempotencyKeyReused",
      })
      expect(await shop().available(product)).toBe(9)
      expect(await drifts()).toEqual([])
    })

    it("leaves the key free when a restocking conflicts", { law: "all or nothing" }, async () => {
      const { id: product } = await shop().product({ stock: 5 })
      const claim = claimOfRestocking(key(freshName("delivery")), { product, variant: null, quantity: 3 })
      const stale = await restocking(product, 3)
      await run(shop().restocking({ product, quantity: 1 }))
      const once = (decided: Restocking) => inventory().recordRestockingOnce(decided, AccountId(7), claim)
      expect(await errorOf(once(stale))).toEqual({ _tag: "StockLevelConflict" })
      expect(await run(once(await restocking(product, 3)))).toMatchObject({ onHand: 9 })
    })

    it("sets any counts that are not below what is reserved", { law: "conservation of stock" }, () =>
      forAll(
        fc.record({ sold: fc.nat(4), counts: fc.array(fc.nat(9), { maxLength: 4 }) }),
        async ({ sold, counts }) => {
          const { id: product } = await shop().product({ stock: 5 })
          if (sold > 0) await shop().place(await shop().account(), [{ product, quantity: sold }])
          let onHand = 5
          for (const counted of counts) {
            const level = await count(product, counted)
            if (counted < sold) expect(level).toBe("reserved")
            else onHand = counted
            expect(await shop().available(product)).toBe(onHand - sold)
          }
        },
      ),
    )
  })
}
