import { Effect, Result } from "effect"
import { describe, expect } from "vitest"
import type { Account } from "../../../domain/account/account.ts"
import { claimOf, type IdempotencyClaim } from "../../../domain/order/idempotency.ts"
import { idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import type { Order } from "../../../domain/order/order.ts"
import { anyIdempotencyKey } from "../arbitraries/idempotency.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { errorOf, freshName, LATER, type Line, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const keyNamed = (text: string) => Result.getOrThrow(idempotencyKey(text))

export const idempotencyContract = ({ store, shop }: Subject): void => {
  const claimFor = (key: string, lines: ReadonlyArray<Line>): IdempotencyClaim =>
    claimOf(keyNamed(key), {
      lines: lines.map((line) => ({ ...line, variant: line.variant ?? null })),
      delivery: null,
    })
  /** Decides again at a later time and records under the key, as when a client repeats its order. */
  const placingOnce = (buyer: Account, key: string, lines: ReadonlyArray<Line>, at?: Date) =>
    Effect.flatMap(shop().decide(buyer, lines, null, at), (placement) =>
      store().orders.ledger.recordOnce(placement, claimFor(key, lines)),
    )
  const successes = <E>(ends: ReadonlyArray<Result.Result<Order, E>>) =>
    ends.flatMap((end) => (Result.isSuccess(end) ? [end.success] : []))

  describe("idempotent orders", () => {
    const it = contractTestsOf("idempotent orders")

    it("returns the first result again, whatever happened to the order since, and reserves stock once", {
      law: "same key, same order",
    }, async () => {
      const [buyer, key] = [await shop().account(), freshName("key")]
      const [a, b] = [await shop().product({ stock: 5, price: 70 }), await shop().product({ stock: 5 })]
      const lines = [
        { product: b.id, quantity: 1 },
        { product: a.id, quantity: 3 },
      ]
      const first = await run(placingOnce(buyer, key, lines))
      expect(await run(store().orders.orders.find(first.id))).toMatchObject(first)
      await shop().amend(await shop().amend(first, "paid"), "shipped")
      // Only two pieces are left, so a new order would be rejected.
      expect(await run(placingOnce(buyer, key, lines, LATER))).toEqual(first)
      expect(await run(store().orders.ledger.recall(buyer.id, claimFor(key, lines)))).toEqual(first)
      expect([await shop().available(a.id), await shop().available(b.id)]).toEqual([2, 4])
      expect(await shop().ordersOf(buyer)).toHaveLength(1)
    })

    it("returns the delivery details of the first result", { law: "same key, same order" }, async () => {
      const [buyer, key] = [await shop().account(), freshName("key")]
      const { id: product } = await shop().product({ stock: 5 })
      const delivery = { address: "Long Lane 1, „ü“", phone: "+44 20 7946 0000" }
      const lines = [{ product, quantity: 1 }]
      const claim = claimOf(keyNamed(key), { lines: [{ product, variant: null, quantity: 1 }], delivery })
      const placement = await run(shop().decide(buyer, lines, delivery))
      const first = await run(store().orders.ledger.recordOnce(placement, claim))
      expect(first.delivery).toEqual(delivery)
      expect(await run(store().orders.ledger.recordOnce(placement, claim))).toEqual(first)
      expect(await errorOf(placingOnce(buyer, key, lines))).toMatchObject({ _tag: "IdempotencyKeyReused" })
    })

    it("rejects the key for another request, and changes nothing", async () => {
      const [buyer, key] = [await shop().account(), freshName("key")]
      const { id: product } = await shop().product({ stock: 5 })
      await run(placingOnce(buyer, key, [{ product, quantity: 1 }]))
      const other = [{ product, quantity: 2 }]
      const reused = { _tag: "IdempotencyKeyReused", key }
      expect(await errorOf(placingOnce(buyer, key, other))).toMatchObject(reused)
      expect(await errorOf(store().orders.ledger.recall(buyer.id, claimFor(key, other)))).toMatchObject(reused)
      expect(await shop().available(product)).toBe(4)
    })

    it("keeps different keys and the keys of different accounts apart", { law: "same key, same order" }, async () => {
      const [ann, bob] = [await shop().account(), await shop().account()]
      const { id: product } = await shop().product({ stock: 5 })
      const key = freshName("Key")
      const lines = [{ product, quantity: 1 }]
      const orders = [
        await run(placingOnce(ann, key, lines)),
        await run(placingOnce(bob, key, lines)),
        await run(placingOnce(ann, key.toLowerCase(), lines)),
        await shop().place(ann, lines),
      ]
      expect(new Set(orders.map(({ id }) => id)).size).toBe(4)
      expect(await run(store().orders.ledger.recall(bob.id, claimFor(key.toLowerCase(), lines)))).toBeNull()
    })

    it("accepts keys of the maximum length with unusual characters", async () => {
      const buyer = await shop().account()
      const { id: product } = await shop().product({ stock: 5 })
      const key = `'"{},\\\\NULL$1;--${freshName("~")}`.padEnd(255, "!")
      const first = await run(placingOnce(buyer, key, [{ product, quantity: 1 }]))
      expect(await run(placingOnce(buyer, key, [{ product, quantity: 1 }]))).toEqual(first)
    })

    it("does not store a rejection for lack of stock, so the same key may succeed later", async () => {
      const [buyer, key] = [await shop().account(), freshName("key")]
      const { id: product } = await shop().product({ stock: 2 })
      const all = await shop().place(buyer, [{ product, quantity: 2 }])
      const lines = [{ product, quantity: 1 }]
      expect(await errorOf(placingOnce(buyer, key, lines))).toMatchObject({ _tag: "OutOfStock", available: 0 })
      expect(await run(store().orders.ledger.recall(buyer.id, claimFor(key, lines)))).toBeNull()
      await shop().amend(all, "cancelled")
      // Another request may use the key, because no result was stored under it.
      const placed = await run(placingOnce(buyer, key, [{ product, quantity: 2 }]))
      expect(await run(placingOnce(buyer, key, [{ product, quantity: 2 }]))).toEqual(placed)
    })

    it("places one order for a hundred concurrent requests with one key, and returns it to each of them", {
      law: "same key, same order",
    }, async () => {
      const [buyer, key] = [await shop().account(), freshName("key")]
      const { id: product } = await shop().product({ stock: 100 })
      const placings = Array.from({ length: 100 }, () => placingOnce(buyer, key, [{ product, quantity: 3 }]))
      const results = successes(await race(placings))
      expect(results).toEqual(Array(100).fill(results[0]))
      expect(await shop().available(product)).toBe(97)
      expect((await shop().ordersOf(buyer)).map(({ id }) => id)).toEqual([results[0]?.id])
    })

    it("handles concurrent orders with new, repeated, conflicting and no keys, and rejected ones", async () => {
      const buyer = await shop().account()
      const { id: product } = await shop().product({ stock: 60 })
      const keys = Array.from({ length: 10 }, () => freshName("key"))
      const ends = await race([
        ...keys.flatMap((key) => [1, 2, 3].map(() => placingOnce(buyer, key, [{ product, quantity: 2 }]))),
        ...keys.map(() => shop().placing(buyer, [{ product, quantity: 2 }])),
        ...keys.map(() => placingOnce(buyer, freshName("key"), [{ product, quantity: 61 }])),
      ])
      const results = successes(ends)
      const ids = results.map(({ id }) => id)
      expect(results).toHaveLength(40)
      expect(new Set(ids).size).toBe(20)
      for (const [k] of keys.entries()) expect(new Set(ids.slice(3 * k, 3 * k + 3)).size).toBe(1)
      const refused = await race(keys.map((key) => placingOnce(buyer, key, [{ product, quantity: 1 }])))
      expect(refused.map((end) => Result.isFailure(end) && end.failure._tag)).toEqual(
        Array(10).fill("IdempotencyKeyReused"),
      )
      expect(await shop().available(product)).toBe(20)
      const kept = (await shop().ordersOf(buyer)).map(({ id }) => id)
      expect(kept).toEqual([...new Set(ids)].toSorted((x, y) => x - y))
    })

    it("recalls an order under any key, for its buyer only", { law: "same key, same order" }, async () => {
      const { id: product } = await shop().product({ stock: 99 })
      const lines = [{ product, quantity: 1 }]
      await forAll(anyIdempotencyKey, async (key) => {
        const [buyer, other] = [await shop().account(), await shop().account()]
        const order = await run(placingOnce(buyer, key, lines))
        const claim = claimFor(key, lines)
        expect(await run(store().orders.ledger.recall(buyer.id, claim))).toMatchObject({ id: order.id })
        expect(await run(store().orders.ledger.recall(other.id, claim))).toBeNull()
      })
    })
  })
}
