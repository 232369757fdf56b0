import { Effect, Result } from "effect"
import { describe, expect } from "vitest"
import type { Account } from "../../../domain/account/account.ts"
import type { Product } from "../../../domain/catalog/product.ts"
import { claimOf } from "../../../domain/order/idempotency.ts"
import { type IdempotencyKey, idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import type { Placement } from "../../../domain/order/place-order.ts"
import { contractTestsOf } from "./contract-test.ts"
import { errorOf, freshName, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

/** The limit of unpaid orders per account. */
export const unpaidOrdersContract = ({ store, shop }: Subject): void => {
  describe("limit of unpaid orders", () => {
    const it = contractTestsOf("limit of unpaid orders")

    const decide = (buyer: Account, product: Product, max: number | null): Effect.Effect<Placement> =>
      Effect.map(shop().decide(buyer, [{ product: product.id, quantity: 1 }]), (placement) => ({
        ...placement,
        maxUnpaidOrders: max,
      }))
    const record = (buyer: Account, product: Product, max: number | null) =>
      Effect.flatMap(decide(buyer, product, max), store().orders.ledger.record)

    it("counts the account's orders that are created, and no others", async () => {
      const [buyer, other] = [await shop().account(), await shop().account()]
      const product = await shop().product({ stock: 20 })
      const statuses = ["paid", "cancelled", "shipped"] as const
      for (const status of statuses) await shop().amend(await run(record(buyer, product, 2)), status)
      const first = await run(record(buyer, product, 2))
      await run(record(buyer, product, 2))
      expect(await errorOf(record(buyer, product, 2))).toMatchObject({ _tag: "TooManyUnpaidOrders", max: 2 })
      expect(await shop().available(product.id)).toBe(16)
      await run(record(other, product, 2))
      await run(record(buyer, product, 3))
      await run(record(buyer, product, null))
      await shop().amend(first, "paid")
      expect(await errorOf(record(buyer, product, 3))).toMatchObject({ _tag: "TooManyUnpaidOrders" })
      await run(record(buyer, product, 4))
    })

    it("holds the limit when orders are recorded at once", async () => {
      const [buyer, other] = [await shop().account(), await shop().account()]
      const product = await shop().product({ stock: 100 })
      const ends = await race(
        Array.from({ length: 24 }, (_, n) => record(n % 3 === 0 ? other : buyer, product, n % 3 === 0 ? null : 3)),
      )
      expect(ends.filter(Result.isSuccess)).toHaveLength(8 + 3)
      for (const end of ends)
        if (Result.isFailure(end)) expect(end.failure).toMatchObject({ _tag: "TooManyUnpaidOrders", max: 3 })
      expect(await shop().ordersOf(buyer)).toHaveLength(3)
      expect(await shop().available(product.id)).toBe(100 - 11)
    })

    it("returns the order of a replayed key although the limit is reached", async () => {
      const buyer = await shop().account()
      const product = await shop().product({ stock: 10 })
      const key: IdempotencyKey = Result.getOrThrow(idempotencyKey(freshName("key")))
      const placement = await run(decide(buyer, product, 1))
      const claim = claimOf(key, placement.order)
      const placed = await run(store().orders.ledger.recordOnce(placement, claim))
      expect(await run(store().orders.ledger.recordOnce(placement, claim))).toEqual(placed)
      const next = claimOf(Result.getOrThrow(idempotencyKey(freshName("key"))), placement.order)
      expect(await errorOf(store().orders.ledger.recordOnce(placement, next))).toMatchObject({
        _tag: "TooManyUnpaidOrders",
      })
      await shop().amend(placed, "cancelled")
      expect((await run(store().orders.ledger.recordOnce(placement, next))).id).not.toBe(placed.id)
    })
  })
}
