import { describe, expect } from "vitest"
import { MAX_LISTED_EVENTS } from "../../../application/ports/subscribers.ts"
import type { Store } from "../ports.ts"
import { contractTestsOf } from "./contract-test.ts"
import { outboxReader } from "./outbox-reader.ts"
import { freshName, run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

/** A store that omits the subscriber ports passes. */
export const subscribersContract = ({ withEmptyStore }: Subject): void => {
  describe("subscribers", () => {
    const it = contractTestsOf("subscribers")

    const progressOf = async ({ subscribers }: Store, name: string) => {
      const ports = subscribers?.subscribers
      const found = ports === undefined ? [] : await run(ports.list())
      expect(found.map((subscriber) => subscriber.name)).toEqual(found.map((subscriber) => subscriber.name).toSorted())
      return found.find((subscriber) => subscriber.name === name)
    }

    it("show the events that are new and those that are deferred, the next ones first", () =>
      withEmptyStore(async (store) => {
        const shop = shopOver(store)
        if (store.subscribers === undefined) return
        const buyer = await shop.account()
        const { id: product } = await shop.product({ stock: 50 })
        const reader = await outboxReader(store)
        for (let i = 0; i < 3; i++) await shop.place(buyer, [{ product, quantity: 1 }])
        const events = await reader.waitFor(3)
        expect(await progressOf(store, reader.name)).toEqual({ name: reader.name, behind: 3, deferred: 0, next: [] })
        const [first, second] = events
        if (first === undefined || second === undefined) throw new Error("There are no events")
        await reader.acknowledge([{ ...first, failures: 4 }], 3600)
        await reader.acknowledge([{ ...second, failures: 1 }], 60)
        expect(await progressOf(store, reader.name)).toEqual({
          name: reader.name,
          behind: 1,
          deferred: 2,
          next: [
            { id: second.id, kind: "OrderPlaced", failures: 1, due: expect.any(Date) },
            { id: first.id, kind: "OrderPlaced", failures: 4, due: expect.any(Date) },
          ],
        })
      }))

    it("deliver deferred events of one subscriber again at once", () =>
      withEmptyStore(async (store) => {
        const shop = shopOver(store)
        const ports = store.subscribers?.subscribers
        if (ports === undefined) return
        const buyer = await shop.account()
        const { id: product } = await shop.product({ stock: 50 })
        const [reader, other] = [await outboxReader(store), await outboxReader(store)]
        await shop.place(buyer, [{ product, quantity: 1 }])
        for (const one of [reader, other]) await one.acknowledge(await one.waitFor(1), 3600)
        expect(await reader.next()).toEqual([])
        expect(await run(ports.retry(reader.name))).toBe(1)
        expect(await reader.waitFor(1)).toMatchObject([{ deferred: true, event: { _tag: "OrderPlaced" } }])
        expect(await other.next()).toEqual([])
        expect(await run(ports.retry(freshName("unknown")))).toBe(0)
      }))

    it("list a bounded number of deferred events, and count all", () =>
      withEmptyStore(async (store) => {
        const shop = shopOver(store)
        if (store.subscribers === undefined) return
        const buyer = await shop.account()
        const count = MAX_LISTED_EVENTS + 1
        const { id: product } = await shop.product({ stock: count })
        const reader = await outboxReader(store)
        for (let i = 0; i < count; i++) await shop.place(buyer, [{ product, quantity: 1 }])
        await reader.acknowledge(await reader.waitFor(count), 3600)
        const progress = await progressOf(store, reader.name)
        expect(progress).toMatchObject({ behind: 0, deferred: count })
        expect(progress?.next).toHaveLength(MAX_LISTED_EVENTS)
      }))
  })
}
