import { Effect, Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import type { Metadata } from "../../../domain/metadata.ts"
import { changeMetadata, type MetadataChange } from "../../../domain/order/change-metadata.ts"
import { claimOf } from "../../../domain/order/idempotency.ts"
import { idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import { type Order, OrderId } from "../../../domain/order/order.ts"
import { anyMetadata } from "../arbitraries/metadata.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { errorOf, freshName, NOON, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const conflict = { _tag: "OrderMetadataConflict" }

export const orderMetadataContract = ({ store, shop }: Subject): void => {
  const record = (change: MetadataChange) => store().orders.ledger.recordMetadataChange(change)
  const find = (order: Order) => run(store().orders.orders.find(order.id))
  const placeOne = async (metadata: Metadata | null = null) => {
    const buyer = await shop().account()
    const { id: product } = await shop().product({ stock: 9 })
    const line = { product, variant: null, quantity: 1, metadata: { engraving: "A" } }
    return { buyer, line, order: await shop().place(buyer, [line], null, NOON, metadata) }
  }
  const deciding = (order: Order, metadata: Metadata | null): MetadataChange => {
    const change = changeMetadata(order, metadata)
    if (change === null) throw new Error("the order has this metadata already")
    return change
  }

  describe("order metadata", () => {
    const it = contractTestsOf("order metadata")

    it("is replaced as a whole and removed, and nothing else of the order changes", async () => {
      const { buyer, order } = await placeOne({ gift: true })
      const other = await placeOne({ gift: true })
      const changed = deciding(order, { parcel: "„ü“ 💡", weights: [1e21, 0.1, null] })
      await run(record(changed))
      expect(await find(order)).toEqual(changed.order)
      expect(await shop().ordersOf(buyer)).toEqual([{ ...changed.order, username: buyer.username }])
      const removed = deciding(changed.order, null)
      await run(record(removed))
      expect(await find(order)).toEqual({ ...order, metadata: null })
      await run(record(deciding(removed.order, {})))
      expect(await find(order)).toEqual({ ...order, metadata: {} })
      expect(await find(other.order)).toEqual(other.order)
    })

    it("stays through changes of the status, and the status through changes of the metadata", async () => {
      const { order } = await placeOne()
      const changed = deciding(order, { parcel: 1 })
      const paid = await shop().amend(order, "paid")
      await run(record(changed))
      const shipped = await shop().amend(paid, "shipped")
      expect(await find(order)).toEqual({ ...shipped, metadata: { parcel: 1 } })
    })

    it("is not changed by a decision from other metadata, or about an unknown order", {
      law: "no dirty read",
    }, async () => {
      const { order } = await placeOne({ a: 1, b: [true, null] })
      for (const from of [null, {}, { a: 1 }, { a: "1", b: [true, null] }, { a: 1, b: [null, true] }])
        expect(await errorOf(record({ ...deciding(order, { late: true }), from }))).toEqual(conflict)
      expect(await find(order)).toEqual(order)
      const unknown = { ...order, id: OrderId(999_999_999) }
      expect(await errorOf(record(deciding(unknown, { late: true })))).toEqual(conflict)
      const plain = await placeOne()
      expect(await errorOf(record({ ...deciding(plain.order, { late: true }), from: {} }))).toEqual(conflict)
      expect(await find(plain.order)).toEqual(plain.order)
    })

    it("has one of many concurrent changes from one state", { law: "no lost update" }, async () => {
      const { order } = await placeOne()
      const changes = Array.from({ length: 8 }, (_, i) => deciding(order, { i }))
      const ends = await race(changes.map(record))
      expect(ends.filter(Result.isSuccess)).toHaveLength(1)
      for (const end of ends.filter(Result.isFailure)) expect(end.failure).toEqual(conflict)
      const [winner] = changes.filter((_, i) => Result.isSuccess(ends[i] ?? Result.fail(null)))
      expect(await find(order)).toEqual(winner?.order)
    })

    it("is the present one in the result of a key that was used before", { law: "same key, same order" }, async () => {
      const { buyer, line } = await placeOne()
      const claim = claimOf(Result.getOrThrow(idempotencyKey(freshName("key"))), { lines: [line], delivery: null })
      const once = Effect.flatMap(shop().decide(buyer, [line], null, NOON, { gift: true }), (placement) =>
        store().orders.ledger.recordOnce(placement, claim),
      )
      const changed = deciding(await run(once), { parcel: 1 })
      await run(record(changed))
      expect(await run(once)).toEqual(changed.order)
      expect(await run(store().orders.ledger.recall(buyer.id, claim))).toEqual(changed.order)
    })

    it("is any metadata, exactly, after any other", () =>
      forAll(fc.array(fc.option(anyMetadata), { minLength: 1, maxLength: 3 }), async (given) => {
        let { order: known } = await placeOne()
        for (const metadata of given) {
          const change = changeMetadata(known, metadata)
          if (change !== null) await run(record(change))
          known = { ...known, metadata }
          expect(await find(known)).toEqual(known)
        }
      }))
  })
}
