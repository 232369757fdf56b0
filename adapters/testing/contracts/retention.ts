import { Result } from "effect"
import { describe, expect } from "vitest"
import { claimOf } from "../../../domain/order/idempotency.ts"
import { idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import { contractTestsOf } from "./contract-test.ts"
import { outboxReader, readAll } from "./outbox-reader.ts"
import { LATER, NOON, run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

export const retentionContract = ({ withEmptyStore }: Subject): void => {
  describe("retention", () => {
    const it = contractTestsOf("retention")

    it("removes keys of orders from before the given time, after which a key can be used again", () =>
      withEmptyStore(async (store) => {
        const shop = shopOver(store)
        const buyer = await shop.account()
        const { id: product } = await shop.product({ stock: 50 })
        const request = { lines: [{ product, variant: null, quantity: 1 }], delivery: null }
        const once = async (key: string, at: Date) => {
          const placement = await run(shop.decide(buyer, [{ product, quantity: 1 }], null, at))
          const claim = claimOf(Result.getOrThrow(idempotencyKey(key)), request)
          return (await run(store.orders.ledger.recordOnce(placement, claim))).id
        }
        const [a, b, c, late] = [
          await once("a", NOON),
          await once("b", NOON),
          await once("c", NOON),
          await once("d", LATER),
        ]
        const remove = (before: Date, limit = 100) => run(store.outbox.retention.removeKeys(before, limit, LATER))
        expect(await remove(NOON)).toBe(0)
        expect([await once("a", LATER), await once("b", LATER)]).toEqual([a, b])
        expect(await remove(LATER, 2)).toBe(2)
        expect(await remove(LATER)).toBe(1)
        expect(await once("d", LATER)).toBe(late)
        expect([a, b, c]).not.toContain(await once("c", LATER))
      }))

    it("removes old events that every subscriber has received", () =>
      withEmptyStore(async (store) => {
        const shop = shopOver(store)
        const buyer = await shop.account()
        const { id: product } = await shop.product({ stock: 50 })
        const place = (at: Date) => shop.place(buyer, [{ product, quantity: 1 }], null, at)
        const remove = (before: Date, limit = 100) => run(store.outbox.retention.removeEvents(before, limit, LATER))
        const [quick, slow] = [await outboxReader(store, "now"), await outboxReader(store, "now")]
        const old = [await place(NOON), await place(NOON), await place(NOON)]
        const recent = await place(LATER)
        await quick.acknowledge(await quick.waitFor(4))
        // The buyer's registration, from before the first subscription.
        expect(await remove(LATER)).toBe(1)
        const [first, second, ...rest] = await slow.waitFor(4)
        if (first === undefined || second === undefined) throw new Error("no events")
        await slow.acknowledge([first])
        await slow.acknowledge([second], 3600)
        // Both subscribers have received the first order. One of them has deferred the second.
        expect(await remove(LATER)).toBe(1)
        await slow.acknowledge(rest)
        expect(await remove(LATER)).toBe(1)
        const left = (await readAll(store)).map(({ event }) => event)
        expect(left).toMatchObject([
          { _tag: "OrderPlaced", order: { id: old[1]?.id } },
          { _tag: "OrderPlaced", order: { id: recent.id } },
        ])
      }))

    it("counts keys and events from a clock that was ahead as recorded when they are first looked for", () =>
      withEmptyStore(async (store) => {
        const shop = shopOver(store)
        const buyer = await shop.account()
        const { id: product } = await shop.product({ stock: 50 })
        const noonPlus = (seconds: number): Date => new Date(NOON.getTime() + seconds * 1000)
        const request = { lines: [{ product, variant: null, quantity: 1 }], delivery: null }
        const placement = await run(shop.decide(buyer, [{ product, quantity: 1 }], null, noonPlus(40 * 24 * 60 * 60)))
        await run(store.orders.ledger.recordOnce(placement, claimOf(Result.getOrThrow(idempotencyKey("a")), request)))
        const reader = await outboxReader(store, "oldest")
        await reader.acknowledge(await reader.waitFor(2))
        /** How many keys and events are removed at a time, if they are kept for ten minutes. */
        const removed = async (seconds: number) => {
          const [before, now] = [noonPlus(seconds - 600), noonPlus(seconds)]
          const keys = await run(store.outbox.retention.removeKeys(before, 100, now))
          return { keys, events: await run(store.outbox.retention.removeEvents(before, 100, now)) }
        }
        // The registration of the buyer was recorded at noon.
        expect(await removed(1000)).toEqual({ keys: 0, events: 1 })
        expect(await removed(1600)).toEqual({ keys: 0, events: 0 })
        expect(await removed(1601)).toEqual({ keys: 1, events: 1 })
      }))
  })
}
