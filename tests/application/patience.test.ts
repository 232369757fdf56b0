import { Effect } from "effect"
import { expect, test } from "vitest"
import { patienceLeft } from "../../application/patience.ts"

const ask = (seconds: number) => Effect.sync(() => patienceLeft(seconds))

test("the patience of a call begins when it first asks, and each call has its own", async () => {
  const twice = ask(10).pipe(Effect.andThen(Effect.sleep(20)), Effect.andThen(ask(10)))
  const [first, second] = await Effect.runPromise(Effect.all([ask(10), twice]))
  expect(first).toBe(10_000)
  expect(second).toBeLessThan(9_985)
  expect(await Effect.runPromise(ask(10))).toBe(10_000)
})

test("a call that has worked for longer, and work outside a call, are completed", async () => {
  const late = ask(0.01).pipe(Effect.andThen(Effect.sleep(20)), Effect.andThen(ask(0.01)))
  expect(await Effect.runPromise(late)).toBeNull()
  expect(patienceLeft(10)).toBeNull()
})
