import { Effect, Result } from "effect"
import { describe, expect } from "vitest"
import { emptyProfile } from "../../../domain/account/profile.ts"
import type { ShopEvent } from "../../../domain/event/event.ts"
import { claimOf } from "../../../domain/order/idempotency.ts"
import { idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import { type Order, OrderId, total } from "../../../domain/order/order.ts"
import { contractTestsOf } from "./contract-test.ts"
import { outboxReader } from "./outbox-reader.ts"
import { freshName, LATER, NOON, newAccount, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

export const ordersContract = ({ store, shop }: Subject): void => {
  describe("orders", () => {
    const it = contractTestsOf("orders")

    it("finds an order by its id, and nothing by an unknown id", async () => {
      const { id: product } = await shop().product({ stock: 1 })
      const order = await shop().place(await shop().account(), [{ product, quantity: 1 }])
      expect(await run(store().orders.orders.find(order.id))).toMatchObject(order)
      expect(await run(store().orders.orders.find(OrderId(999_999_999)))).toBeNull()
    })

    it("stores the metadata of an order, in its event as well, beside orders without any", async () => {
      const buyer = await shop().account()
      const isOwn = (event: ShopEvent) => event._tag === "OrderPlaced" && event.order.account === buyer.id
      const reader = await outboxReader(store(), "now", isOwn)
      const { id: product } = await shop().product({ stock: 9 })
      const metadata = { gift: true, note: "„ü“ 💡", tags: ["a", 1e21, null] }
      const lines = [{ product, quantity: 1 }]
      const ends = await race([null, metadata, null].map((data) => shop().placing(buyer, lines, null, NOON, data)))
      const placed = ends.map(Result.getOrThrow)
      expect(placed.map((order) => order.metadata)).toEqual([null, metadata, null])
      for (const order of placed) expect(await run(store().orders.orders.find(order.id))).toEqual(order)
      const events = (await reader.waitFor(3)).map(({ event }) => event)
      const expected = placed.map((order) => ({ _tag: "OrderPlaced", order, at: NOON }))
      expect(events).toHaveLength(3)
      expect(events).toEqual(expect.arrayContaining(expected))
      expect(await shop().ordersOf(buyer)).toHaveLength(3)
    })

    it("stores the metadata of order lines, in the event as well, and returns it for a key that was used before", async () => {
      const buyer = await shop().account()
      const isOwn = (event: ShopEvent) => event._tag === "OrderPlaced" && event.order.account === buyer.id
      const reader = await outboxReader(store(), "now", isOwn)
      const { id: product } = await shop().product({ stock: 9 })
      const line = { product, variant: null, quantity: 1 }
      const engraved = { ...line, metadata: { engraving: "„ü“ 💡", lines: [1e21, null] } }
      const lines = [line, engraved, { ...line, metadata: {} }]
      const claim = claimOf(Result.getOrThrow(idempotencyKey(freshName("key"))), { lines, delivery: null })
      const once = Effect.flatMap(shop().decide(buyer, lines), (placement) =>
        store().orders.ledger.recordOnce(placement, claim),
      )
      const others = [[line], [engraved]].map((lines) => shop().placing(buyer, lines))
      const ends = await race<Order, unknown>([...others, once])
      const placed = ends.map(Result.getOrThrow)
      const shown = placed.map((order) => order.lines.map(({ metadata = null }) => metadata))
      expect(shown).toEqual([[null], [engraved.metadata], [null, engraved.metadata, {}]])
      expect(placed.flatMap((order) => order.lines.map((line) => "metadata" in line))).toEqual([
        ...[false, true],
        ...[false, true, true],
      ])
      for (const order of placed) expect(await run(store().orders.orders.find(order.id))).toEqual(order)
      expect(await run(once)).toEqual(placed[2])
      expect(await run(store().orders.ledger.recall(buyer.id, claim))).toEqual(placed[2])
      const events = (await reader.waitFor(3)).map(({ event }) => event)
      expect(events).toHaveLength(3)
      expect(events).toEqual(expect.arrayContaining(placed.map((order) => ({ _tag: "OrderPlaced", order, at: NOON }))))
    })

    it("stores the adjustments of an order, in its event as well, beside orders without any", async () => {
      const buyer = await shop().account()
      const isOwn = (event: ShopEvent) => event._tag === "OrderPlaced" && event.order.account === buyer.id
      const reader = await outboxReader(store(), "now", isOwn)
      const { id: product } = await shop().product({ stock: 9 })
      const lines = [{ product, quantity: 1 }]
      const adjustments = [
        { kind: "discount", label: "Rabatt „ü“ 💡", amount: -999, isIncluded: false },
        { kind: "tax", label: "VAT", amount: 9_999_999_999, isIncluded: true },
        { kind: "fee", label: "Gift wrapping", amount: 0, isIncluded: false },
      ] as const
      const cases = [
        [null, []],
        [null, adjustments],
        [{ gift: true }, adjustments.slice(0, 1)],
        [{ gift: true }, []],
      ] as const
      const ends = await race(cases.map(([data, given]) => shop().placing(buyer, lines, null, NOON, data, given)))
      const placed = ends.map(Result.getOrThrow)
      expect(placed.map((order) => [order.metadata, order.adjustments])).toEqual(cases)
      for (const order of placed) expect(await run(store().orders.orders.find(order.id))).toEqual(order)
      expect((await shop().ordersOf(buyer)).map((order) => total(order)).sort((a, b) => a - b)).toEqual([
        1, 1, 1000, 1000,
      ])
      const events = (await reader.waitFor(4)).map(({ event }) => event)
      expect(events).toEqual(expect.arrayContaining(placed.map((order) => ({ _tag: "OrderPlaced", order, at: NOON }))))
    })

    it("returns the stored adjustments for a key that was used before", async () => {
      const buyer = await shop().account()
      const { id: product } = await shop().product({ stock: 9 })
      const [key, line] = [Result.getOrThrow(idempotencyKey(freshName("key"))), { product, quantity: 1 }]
      const claim = claimOf(key, { lines: [{ ...line, variant: null }], delivery: null })
      const placing = (amount: number) =>
        Effect.flatMap(
          shop().decide(buyer, [line], null, NOON, null, [
            { kind: "shipping", label: "Parcel", amount, isIncluded: false },
          ]),
          (placement) => store().orders.ledger.recordOnce(placement, claim),
        )
      const first = await run(placing(490))
      expect(first.adjustments).toMatchObject([{ amount: 490 }])
      expect(await run(placing(500))).toEqual(first)
      expect(await run(store().orders.ledger.recall(buyer.id, claim))).toEqual(first)
    })

    it("lists an account's own orders in ascending order of id, each with its buyer's name", async () => {
      const [ann, bob] = [await shop().account(), await shop().account()]
      const { id: product } = await shop().product({ stock: 9 })
      const lines = [{ product, quantity: 1 }]
      const first = await shop().place(ann, lines, null, LATER)
      const other = await shop().place(bob, lines)
      const second = await shop().place(ann, lines)
      await shop().amend(first, "paid")
      expect(await shop().ordersOf(ann)).toEqual([
        { ...first, status: "paid", updatedAt: LATER, username: ann.username },
        { ...second, username: ann.username },
      ])
      expect(await shop().ordersOf(bob)).toEqual([{ ...other, username: bob.username }])
      expect(await shop().ordersOf(await shop().account())).toEqual([])
    })

    it("lists the orders of all accounts in ascending order of id, each with its buyer's name", async () => {
      const buyers = [await shop().account(), await shop().account()]
      const { id: product } = await shop().product({ stock: 9 })
      const placed = []
      for (const buyer of [...buyers, ...buyers])
        placed.push({ ...(await shop().place(buyer, [{ product, quantity: 1 }])), username: buyer.username })
      const listed = await run(store().orders.orders.page({ owner: "all", limit: 1000 }))
      expect(listed.slice(-4)).toEqual(placed)
      const ids = listed.map(({ id }) => id)
      expect(ids).toEqual(ids.toSorted((a, b) => a - b))
    })

    it("lists the orders of an account without a user name", async () => {
      const { account: nameless } = await run(store().identity.accounts.add(newAccount(), emptyProfile, "hash", NOON))
      const { id: product } = await shop().product({ stock: 1 })
      await shop().place(nameless, [{ product, quantity: 1 }])
      expect(await shop().ordersOf(nameless)).toMatchObject([{ username: null }])
    })

    it("keeps lines in the given order with ascending ids, and two lines of one stock item separate", async () => {
      const [a, b] = [await shop().product({ stock: 9 }), await shop().product({ stock: 9 })]
      const buyer = await shop().account()
      const wanted = [b, a, b, a, a].map(({ id }, i) => ({ product: id, quantity: (i % 2) + 1 }))
      await shop().place(buyer, wanted)
      const [order] = await shop().ordersOf(buyer)
      expect(order?.lines.map(({ product, quantity }) => ({ product, quantity }))).toEqual(wanted)
      const ids = order?.lines.map(({ id }) => id) ?? []
      expect(ids).toEqual([...new Set(ids)].toSorted((x, y) => x - y))
    })

    it("stores times to the millisecond", async () => {
      const { id: product } = await shop().product({ stock: 9 })
      const buyer = await shop().account()
      const times = ["1999-12-31T23:59:59.999Z", "2026-06-30T00:00:00.001Z", "2026-10-25T01:30:00.123Z"]
      for (const at of times) await shop().place(buyer, [{ product, quantity: 1 }], null, new Date(at))
      expect((await shop().ordersOf(buyer)).map(({ createdAt }) => createdAt.toISOString())).toEqual(times)
      const [first] = await shop().ordersOf(buyer)
      if (first === undefined) throw new Error("no order")
      await shop().amend(first, "paid", new Date("2026-03-29T02:30:00.007Z"))
      const found = await run(store().orders.orders.find(first.id))
      expect(found?.createdAt.toISOString()).toBe(times[0])
      expect(found?.updatedAt.toISOString()).toBe("2026-03-29T02:30:00.007Z")
    })

    it("stores the delivery details as the buyer wrote them", async () => {
      const { id: product } = await shop().product({ stock: 9 })
      const buyer = await shop().account()
      const delivery = { address: "  Straße 1 \n'); DROP TABLE orders; --  東京 🚚", phone: "" }
      const order = await shop().place(buyer, [{ product, quantity: 1 }], delivery)
      expect(order.delivery).toEqual(delivery)
      expect((await run(store().orders.orders.find(order.id)))?.delivery).toEqual(delivery)
      expect((await shop().ordersOf(buyer))[0]?.delivery).toEqual(delivery)
    })

    it("returns snapshots: later changes in the store do not change them, and changing one does not change the store", {
      law: "no dirty read",
    }, async () => {
      const { id: product } = await shop().product({ stock: 9 })
      const buyer = await shop().account()
      const at = new Date(NOON)
      const order = await shop().place(buyer, [{ product, quantity: 1 }], null, at)
      at.setTime(0)
      const [found, [listed]] = [await run(store().orders.orders.find(order.id)), await shop().ordersOf(buyer)]
      await shop().amend(order, "paid")
      for (const seen of [found, listed]) {
        expect(seen).toMatchObject({ status: "created", createdAt: NOON, updatedAt: NOON })
        seen?.createdAt.setTime(0)
        seen?.updatedAt.setTime(0)
      }
      order.createdAt.setTime(0)
      expect(await run(store().orders.orders.find(order.id))).toMatchObject({ createdAt: NOON, updatedAt: LATER })
    })
  })
}
