import { Effect } from "effect"
import { expect, test } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { CallStart, queueTimeLeft, withCallStart, withoutQueueTimeout } from "../../application/queue-timeout.ts"
import { testShop } from "./test-shop.ts"

const timeLeft = Effect.sync(() => queueTimeLeft(10))
const startOf = Effect.service(CallStart)

/** Runs work in a call that began some milliseconds ago. */
const begunAgo = <A>(milliseconds: number, work: Effect.Effect<A>): Promise<A> =>
  Effect.runPromise(Effect.provideService(work, CallStart, performance.now() - milliseconds))

test("a call may wait for the timeout less the time since it began", async () => {
  const left = await begunAgo(4000, timeLeft)
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThanOrEqual(6000)
})

test("a call that has worked for longer than the timeout is completed", async () => {
  expect(await begunAgo(10_000, timeLeft)).toBeNull()
})

test("the start of a call ends with the call, so each call of a fiber has its own", async () => {
  const before = performance.now()
  const [during, after] = await Effect.runPromise(Effect.all([withCallStart(startOf), startOf]))
  expect(during).toBeGreaterThanOrEqual(before)
  expect(after).toBeNull()
})

test("a call inside a call keeps the start of the outer one", async () => {
  const start = performance.now() - 4000
  expect(await Effect.runPromise(Effect.provideService(withCallStart(startOf), CallStart, start))).toBe(start)
})

test("background work and work outside a call are completed", async () => {
  expect(queueTimeLeft(10)).toBeNull()
  expect(await Effect.runPromise(timeLeft)).toBeNull()
  expect(await Effect.runPromise(withoutQueueTimeout(withCallStart(timeLeft)))).toBeNull()
})

test("a use case is a call", async () => {
  const left: Array<number | null> = []
  const list = () => Effect.sync(() => left.push(queueTimeLeft(10))).pipe(Effect.as([]))
  const { listCategories } = testShop({ catalog: { categories: { ...openInMemory().catalog.categories, list } } })
  await Effect.runPromise(listCategories())
  expect(left).toEqual([expect.any(Number)])
})
