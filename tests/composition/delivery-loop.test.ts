import { Effect, Latch } from "effect"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import type { EventDelivery } from "../../application/event/deliver-events.ts"
import { startDelivery } from "../../composition/delivery-loop.ts"

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A delivery without events that records what the loop does. */
const idleDelivery = (secondsToRetry: number | null = null) => {
  const done: Array<"step" | "give back"> = []
  const note = (what: "step" | "give back") => Effect.sync(() => void done.push(what))
  const delivery: EventDelivery = {
    step: Effect.as(note("step"), false),
    giveBack: note("give back"),
    secondsToRetry: Effect.succeed(secondsToRetry),
  }
  return { delivery, done }
}

const ignore = (): void => {}
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)

it("looks again a few times, gives up the lease once, and then does nothing until it is woken", async () => {
  const { delivery, done } = idleDelivery()
  const woken = Latch.makeUnsafe(false)
  const end = startDelivery(delivery, woken, ignore)
  await pass(600)
  const untilRest = ["step", "step", "step", "step", "step", "give back"]
  expect(done).toEqual(untilRest)
  woken.openUnsafe()
  await pass(600)
  expect(done).toEqual([...untilRest, ...untilRest])
  await end()
})

it("takes another step when a retry is due, although it was not woken", async () => {
  const { delivery, done } = idleDelivery(60)
  const end = startDelivery(delivery, Latch.makeUnsafe(false), ignore)
  await pass(50)
  expect(done.filter((what) => what === "step")).toHaveLength(5)
  await pass(60)
  expect(done.filter((what) => what === "step")).toHaveLength(6)
  await end()
})

it("tries again every few seconds while steps fail, and reports each failure", async () => {
  const { delivery, done } = idleDelivery()
  const faults: Array<unknown> = []
  let isDown = true
  const step = Effect.suspend(() => (isDown ? Effect.die(new Error("the database is away")) : delivery.step))
  const end = startDelivery({ ...delivery, step }, Latch.makeUnsafe(false), (fault) => faults.push(fault))
  await pass(60)
  expect(faults.length).toBeGreaterThan(10)
  expect(faults.length).toBeLessThan(20)
  isDown = false
  await pass(60)
  expect(done.filter((what) => what === "step")).toHaveLength(1)
  await end()
})
