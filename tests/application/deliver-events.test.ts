import { Deferred, Effect, Fiber } from "effect"
import { expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { type EventHandler, makeDeliverEvents, type Subscription } from "../../application/event/deliver-events.ts"
import type { RecordedEvent } from "../../application/ports/outbox.ts"
import type { OrderId } from "../../domain/order/order.ts"
import { openShop, run, testShop } from "./test-shop.ts"

/** A shop in memory, and what its subscribers received, as text. */
const scene = async () => {
  const store = openInMemory()
  const shop = await openShop(100, testShop(store))
  const received: Array<string> = []
  const faults: Array<unknown> = []
  const describeEvent = ({ event }: RecordedEvent): string => {
    if (event._tag === "OrderPlaced") return `placed ${event.order.id}`
    if (event._tag === "OrderStatusChanged") return `${event.to} ${event.order}`
    return event._tag === "AccountRegistered" ? `account ${event.account}` : event._tag
  }
  const note: EventHandler = (recorded) => Effect.sync(() => void received.push(describeEvent(recorded)))
  const subscription = (handler: EventHandler, settings: Partial<Subscription> = {}): Subscription => ({
    name: "test",
    holder: "me",
    handler,
    from: "now",
    leaseSeconds: 3600,
    retrySeconds: 0,
    longestRetrySeconds: 0,
    onFailure: (fault) => faults.push(fault),
    ...settings,
  })
  const deliver = makeDeliverEvents(store.outbox)
  const lines = [{ product: shop.lamp.id, variant: null, quantity: 1 }]
  const place = async (): Promise<OrderId> => (await run(shop.placeOrder(shop.ann, { lines, delivery: null }))).id
  const pay = (order: OrderId) => run(shop.changeOrderStatus(shop.admin, { order, status: "paid" }))
  return { ...shop, store, received, faults, describeEvent, note, subscription, deliver, place, pay }
}

it("delivers everything once, in order, and reports when nothing is left", async () => {
  const { subscription, note, deliver, place, pay, received } = await scene()
  const delivery = deliver(subscription(note))
  expect(await run(delivery.step)).toBe(false)
  await pay(await place())
  await place()
  expect(await run(delivery.step)).toBe(true)
  expect(await run(delivery.step)).toBe(false)
  expect(received).toEqual(["placed 1", "paid 1", "placed 2"])
})

it("delivers a failed event again; its stream waits and other streams continue", async () => {
  const { subscription, note, describeEvent, deliver, place, pay, received, faults } = await scene()
  let broken = true
  const handler: EventHandler = (recorded) =>
    broken && describeEvent(recorded) === "placed 1" ? Effect.fail("not now") : note(recorded)
  const delivery = deliver(subscription(handler))
  await run(delivery.step)
  await pay(await place())
  await place()
  await run(delivery.step)
  await run(delivery.step)
  expect(received).toEqual(["placed 2"])
  expect(faults).toEqual(["not now", "not now"])
  broken = false
  await run(delivery.step)
  await run(delivery.step)
  expect(received).toEqual(["placed 2", "placed 1", "paid 1"])
  expect(await run(delivery.step)).toBe(false)
})

it("makes a stream wait behind its deferred event", async () => {
  const { subscription, note, describeEvent, deliver, place, pay, received } = await scene()
  const handler: EventHandler = (recorded) =>
    describeEvent(recorded) === "placed 1" ? Effect.fail("no") : note(recorded)
  const delivery = deliver(subscription(handler, { retrySeconds: 3600, longestRetrySeconds: 3600 }))
  await run(delivery.step)
  const order = await place()
  await run(delivery.step)
  await pay(order)
  await place()
  while (await run(delivery.step));
  expect(received).toEqual(["placed 2"])
})

it("does not make an account wait behind another account's event", async () => {
  const { subscription, note, describeEvent, deliver, received } = await scene()
  const handler: EventHandler = (recorded) =>
    describeEvent(recorded) === "account 1" ? Effect.fail("no") : note(recorded)
  await run(deliver(subscription(handler, { from: "oldest" })).step)
  expect(received).toEqual(["account 2", "account 3"])
})

it("treats a handler that throws as one that fails", async () => {
  const { subscription, deliver, place, faults } = await scene()
  const delivery = deliver(
    subscription(() => {
      throw new Error("a bug")
    }),
  )
  await run(delivery.step)
  await place()
  await run(delivery.step)
  expect(faults).toMatchObject([{ message: "a bug" }])
})

it("waits longer after each failure", async () => {
  const { store, subscription, place } = await scene()
  const pauses: Array<number | null> = []
  const outbox = {
    ...store.outbox.outbox,
    acknowledge: (...[name, token, outcomes]: Parameters<typeof store.outbox.outbox.acknowledge>) => {
      pauses.push(...outcomes.map(({ retryInSeconds }) => retryInSeconds))
      const atOnce = outcomes.map((outcome) => ({ ...outcome, retryInSeconds: 0 }))
      return store.outbox.outbox.acknowledge(name, token, atOnce)
    },
  }
  const settings = { retrySeconds: 2, longestRetrySeconds: 10 }
  const delivery = makeDeliverEvents({ outbox })(subscription(() => Effect.fail("no"), settings))
  await run(delivery.step)
  await place()
  for (let i = 0; i < 5; i++) await run(delivery.step)
  expect(pauses).toEqual([2, 4, 8, 10, 10])
})

it("finishes and records the current event when it is interrupted, and leaves the rest", async () => {
  const { subscription, note, deliver, place, received } = await scene()
  const begun = Deferred.makeUnsafe<void>()
  const goOn = Deferred.makeUnsafe<void>()
  const slow: EventHandler = (recorded) =>
    Effect.andThen(Effect.andThen(Deferred.succeed(begun, undefined), Deferred.await(goOn)), note(recorded))
  const delivery = deliver(subscription(slow))
  await run(delivery.step)
  await place()
  await place()
  const fiber = Effect.runFork(delivery.step)
  await run(Deferred.await(begun))
  const ended = run(Fiber.interrupt(fiber))
  expect(received).toEqual([])
  await run(Deferred.succeed(goOn, undefined))
  await ended
  expect(received).toEqual(["placed 1"])
  await run(delivery.step)
  expect(received).toEqual(["placed 1", "placed 2"])
})

it("stops between events when another process has taken the lease, and leaves no gap", async () => {
  const { store, subscription, note, deliver, place, received } = await scene()
  const other = deliver(subscription(note, { holder: "other" }))
  // The first event takes longer than the lease: another process takes over, delivers everything, and stops again.
  const overtaken: EventHandler = (recorded) =>
    Effect.gen(function* () {
      yield* note(recorded)
      if (received.length > 1) return
      yield* store.outbox.outbox.lease("test", { holder: "me", seconds: 0, from: "now" })
      while (yield* other.step);
      yield* other.giveBack
    })
  // A lease that is renewed before every event.
  const delivery = deliver(subscription(overtaken, { leaseSeconds: 0 }))
  await run(delivery.step)
  for (let i = 0; i < 3; i++) await place()
  while (await run(delivery.step));
  expect(received).toEqual(["placed 1", "placed 1", "placed 2", "placed 3"])
  await place()
  while (await run(delivery.step));
  expect(received.slice(4)).toEqual(["placed 4"])
})

it("keeps the lease while a handler takes longer than the lease lasts", async () => {
  const { store, subscription, note, place, received } = await scene()
  const kept = Deferred.makeUnsafe<void>()
  let leases = 0
  const lease: typeof store.outbox.outbox.lease = (...request) =>
    Effect.tap(store.outbox.outbox.lease(...request), () =>
      ++leases === 5 ? Deferred.succeed(kept, undefined) : Effect.void,
    )
  const slow: EventHandler = (recorded) => Effect.andThen(Deferred.await(kept), note(recorded))
  const deliver = makeDeliverEvents({ outbox: { ...store.outbox.outbox, lease } })
  const delivery = deliver(subscription(slow, { leaseSeconds: 0.03 }))
  await run(delivery.step)
  await place()
  while (await run(delivery.step));
  expect(received).toEqual(["placed 1"])
})

it("ends without more work when the store no longer accepts its acknowledgement", async () => {
  const { store, subscription, note, place, received } = await scene()
  const outbox = { ...store.outbox.outbox, acknowledge: () => Effect.succeed(false) }
  const delivery = makeDeliverEvents({ outbox })(subscription(note))
  await run(delivery.step)
  await place()
  expect(await run(delivery.step)).toBe(false)
  expect(received).toEqual(["placed 1"])
})

it("leaves the work to the process that has the lease", async () => {
  const { subscription, note, deliver, place, received } = await scene()
  const [mine, other] = [deliver(subscription(note)), deliver(subscription(note, { holder: "other" }))]
  await run(mine.step)
  await place()
  expect(await run(other.step)).toBe(false)
  expect(received).toEqual([])
  await run(mine.giveBack)
  expect(await run(other.step)).toBe(true)
  expect(received).toEqual(["placed 1"])
})
