import fc from "fast-check"
import { describe, expect } from "vitest"
import { emptyProfile } from "../../../domain/account/profile.ts"
import { eventually } from "../eventually.ts"
import { contractTestsOf } from "./contract-test.ts"
import { outboxReader } from "./outbox-reader.ts"
import { ownEvents } from "./own-events.ts"
import { errorOf, freshName, LATER, NOON, newAccount, race, run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

export const outboxContract = ({ store, shop, withEmptyStore }: Subject): void => {
  /** A buyer, a well-stocked product, and a subscriber to later events of the test. */
  const scene = async (inStore = store()) => {
    const own = ownEvents()
    const { account, product: addProduct, place: placeFor } = shopOver(inStore)
    const buyer = await account()
    own.addOrdersOf(buyer.id)
    const { id: product } = await addProduct({ stock: 50 })
    const place = (quantity = 1) => placeFor(buyer, [{ product, quantity }], { address: "A", phone: "1" })
    return { buyer, product, place, own, reader: await outboxReader(inStore, "now", own.includes) }
  }

  describe("event outbox", () => {
    const it = contractTestsOf("event outbox")

    it("delivers events of an account, an order and its status changes, with their details and in order", async () => {
      const { product, reader, own } = await scene()
      const buyer = await shop().account(freshName("new"))
      own.addAccount(buyer.id)
      const lines = [
        { product, quantity: 2 },
        { product, quantity: 1 },
      ]
      const order = await shop().place(buyer, lines, { address: "A", phone: "1" })
      await shop().amend(await shop().amend(order, "paid"), "cancelled", NOON)
      const events = await reader.waitFor(4)
      expect(events.map(({ event }) => event)).toEqual([
        { _tag: "AccountRegistered", account: buyer.id, username: buyer.username, email: null, at: expect.any(Date) },
        { _tag: "OrderPlaced", order, at: order.createdAt },
        { _tag: "OrderStatusChanged", order: order.id, from: "created", to: "paid", at: LATER },
        { _tag: "OrderStatusChanged", order: order.id, from: "paid", to: "cancelled", at: NOON },
      ])
      expect(new Set(events.map(({ id }) => id)).size).toBe(4)
      expect(events.slice(1).map(({ stream }) => stream)).toEqual(Array(3).fill(events[1]?.stream))
      expect(events[0]?.stream).not.toBe(events[1]?.stream)
      for (const event of events) expect(event).toMatchObject({ deferred: false, failures: 0, blocked: false })
    })

    it("records no event for a rejected command", { law: "no dirty read" }, async () => {
      const { buyer, product, place, reader } = await scene()
      await errorOf(shop().placing(buyer, [{ product, quantity: 51 }]))
      const order = await place()
      await shop().amend(order, "paid")
      await errorOf(shop().amending(order, "cancelled"))
      await errorOf(
        store().identity.accounts.add(newAccount({ username: buyer.username ?? "" }), emptyProfile, "hash", NOON),
      )
      const last = await place()
      const events = await reader.waitFor(3)
      expect(events.map(({ event }) => event._tag)).toEqual(["OrderPlaced", "OrderStatusChanged", "OrderPlaced"])
      expect(events[2]?.event).toMatchObject({ order: { id: last.id } })
      // Nor does an event of a rejected command appear later.
      await reader.acknowledge(events)
      const next = await place()
      expect((await reader.waitFor(1)).map(({ event }) => event)).toMatchObject([{ order: { id: next.id } }])
    })

    it("keeps leases and deferred events for durations below an hour", () =>
      fc.assert(
        // No shorter ones, because a slow test must not outlast them.
        fc.asyncProperty(fc.integer({ min: 60, max: 3599 }), async (seconds) => {
          const { place, reader } = await scene()
          await reader.lease("me", seconds)
          expect(await reader.lease("other")).toBeNull()
          await place()
          const events = await reader.waitFor(1)
          await reader.acknowledge(events, seconds)
          const later = (await reader.next()).map(({ id }) => id)
          for (const { id } of events) expect(later).not.toContain(id)
        }),
        { numRuns: 4 },
      ))

    it("delivers events again until they are acknowledged, and then the next ones", async () => {
      const { place, reader } = await scene()
      const orders = [await place(), await place(), await place()]
      const events = await reader.waitFor(3)
      expect(await reader.next()).toEqual(events)
      expect(await reader.nextOfAll(2)).toHaveLength(2)
      expect(await reader.acknowledge(events.slice(0, 2))).toBe(true)
      expect(await reader.next()).toEqual(events.slice(2))
      await reader.acknowledge(events.slice(2))
      expect(await reader.next()).toEqual([])
      expect(events.map(({ event }) => event)).toMatchObject(orders.map((order) => ({ order: { id: order.id } })))
    })

    it("starts a new subscriber at the oldest event or at the next one", () =>
      withEmptyStore(async (empty) => {
        const { accounts } = empty.identity
        const add = () => run(accounts.add(newAccount({}), emptyProfile, "hash", NOON))
        const { account: first } = await add()
        const [old, fresh] = [await outboxReader(empty, "oldest"), await outboxReader(empty, "now")]
        const { account: second } = await add()
        const received = async (reader: typeof old, count: number) =>
          (await reader.waitFor(count)).map(({ event }) => event._tag === "AccountRegistered" && event.account)
        expect(await received(old, 2)).toEqual([first.id, second.id])
        expect(await received(fresh, 1)).toEqual([second.id])
      }))

    it("leases a subscriber to one holder at a time", async () => {
      const { place, reader } = await scene()
      await place()
      const events = await reader.waitFor(1)
      expect(await reader.lease("other")).toBeNull()
      expect(await reader.lease("me")).toBe(reader.token)
      await reader.lease("me", 0)
      const taken = (await reader.lease("other")) ?? 0
      expect(taken).toBeGreaterThan(reader.token)
      expect(await reader.lease("me")).toBeNull()
      // A holder that lost the lease must not move the position, not even after it gets the lease again.
      expect(await reader.acknowledge(events)).toBe(false)
      await reader.lease("other", 0)
      expect(await reader.lease("me")).toBeGreaterThan(taken)
      expect(await reader.acknowledge(events)).toBe(false)
      expect(await reader.next()).toEqual(events)
    })

    it("leases a new subscriber to one of many concurrent holders", async () => {
      const name = freshName("subscriber")
      const ask = (n: number) => store().outbox.outbox.lease(name, { holder: `h${n}`, seconds: 3600, from: "now" })
      const tokens = await run(
        store().outbox.outbox.lease(freshName("x"), { holder: "x", seconds: 1, from: "now" }),
      ).then(() => race(Array.from({ length: 10 }, (_, n) => ask(n))))
      expect(tokens.filter((end) => end._tag === "Success" && end.success !== null)).toHaveLength(1)
    })

    it("defers an event and the later events of its stream, and no others", async () => {
      const { place, reader } = await scene()
      const order = await place()
      const failing = (await reader.waitFor(1)).map((event) => ({ ...event, failures: 1 }))
      await reader.acknowledge(failing, 3600)
      expect(await reader.next()).toEqual([])
      await shop().amend(order, "paid")
      await place()
      const [behind, beside] = await reader.waitFor(2)
      expect([behind, beside]).toMatchObject([{ blocked: true }, { blocked: false }])
      // The later event is deferred as well. It is due earlier, but waits for the first one.
      await reader.acknowledge(behind === undefined ? [] : [behind], 0)
      await reader.acknowledge(beside === undefined ? [] : [beside])
      expect(await reader.next()).toEqual([])
      await reader.acknowledge(
        failing.map((event) => ({ ...event, deferred: true, failures: 2 })),
        0,
      )
      const again = await reader.next()
      expect(again).toMatchObject([{ id: failing[0]?.id, deferred: true, failures: 2 }])
      await reader.acknowledge(again)
      const [last] = await reader.next()
      expect(last).toMatchObject({ id: behind?.id, deferred: true, failures: 0 })
      await reader.acknowledge(last === undefined ? [] : [last])
      expect(await reader.next()).toEqual([])
    })

    it("names the subscribers that have something to receive", () =>
      withEmptyStore(async (empty) => {
        const { place, reader } = await scene(empty)
        const idle = await outboxReader(empty)
        const waiting = (...names: ReadonlyArray<string>) => run(empty.outbox.outbox.waiting(names))
        expect(await waiting(reader.name)).toEqual([])
        await place()
        expect(await waiting(reader.name)).toEqual([reader.name])
        const events = await reader.waitFor(1)
        expect(await waiting(reader.name)).toEqual([reader.name])
        await idle.acknowledge(await idle.next())
        await reader.acknowledge(events, 3600)
        expect(await waiting(idle.name, reader.name)).toEqual([])
        await reader.acknowledge(
          events.map((event) => ({ ...event, deferred: true, failures: 1 })),
          0,
        )
        expect(await waiting(idle.name, reader.name)).toEqual([reader.name])
        const unknown = freshName("subscriber")
        expect(await waiting(idle.name, unknown)).toEqual([unknown])
      }))

    it("numbers the newest event, without a subscriber", async () => {
      const { place } = await scene()
      const latest = () => run(store().outbox.outbox.latest())
      const before = await latest()
      await place()
      await eventually("the number of the newest event grew", async () => (await latest()) > before)
      const after = await latest()
      await shop().amend(await place(), "cancelled", NOON)
      await eventually("it grew again", async () => (await latest()) > after)
    })

    it("announces notes, changed metadata of orders and thresholds for low stock with a greater number", async () => {
      const { place, reader } = await scene()
      const latest = () => run(store().outbox.outbox.latest())
      const order = await place()
      // Once the event is delivered, it is counted.
      await reader.waitFor(1)
      const placed = await latest()
      await run(store().orders.history.setNote(order.id, "Call first", NOON))
      await eventually("the note is announced", async () => (await latest()) > placed)
      const noted = await latest()
      const change = { order: { ...order, metadata: { parcel: 1 } }, from: null }
      await run(store().orders.ledger.recordMetadataChange(change))
      await eventually("the metadata is announced", async () => (await latest()) > noted)
      const described = await latest()
      const [line] = order.lines
      if (line === undefined) throw new Error("The order has no line.")
      await run(store().stock.inventory.setLowThreshold(line.stockItem, 3))
      await eventually("the threshold is announced", async () => (await latest()) > described)
    })

    it("deletes a subscriber, which starts again under its name", async () => {
      const { place, reader } = await scene()
      await place()
      await reader.acknowledge(await reader.waitFor(1), 3600)
      await run(store().outbox.outbox.deleteSubscriber(reader.name))
      expect(await reader.next()).toEqual([])
      await reader.lease()
      const order = await place()
      expect(await reader.waitFor(1)).toMatchObject([{ event: { order: { id: order.id } }, deferred: false }])
    })
  })
}
