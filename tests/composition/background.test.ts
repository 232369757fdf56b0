import { Deferred, Effect } from "effect"
import { expect, it } from "vitest"
import { queueTimeLeft, withCallStart } from "../../application/queue-timeout.ts"
import { startWork } from "../../composition/background.ts"

const ignore = (): void => {}

it("repeats without a pause while a step reports more work, and finishes the running step before it ends", async () => {
  let [begun, finished] = [0, 0]
  const third = Deferred.makeUnsafe<void>()
  const release = Deferred.makeUnsafe<void>()
  const step = Effect.gen(function* () {
    begun++
    if (begun === 3) {
      yield* Deferred.succeed(third, undefined)
      yield* Deferred.await(release)
    }
    finished++
    return true
  })
  const { end } = startWork({ step: Effect.uninterruptible(step), everySeconds: 0.001 }, ignore)
  await Effect.runPromise(Deferred.await(third))
  const ended = end().then(() => ({ begun, finished }))
  await Effect.runPromise(Deferred.succeed(release, undefined))
  expect(await ended).toEqual({ begun: 3, finished: 3 })
})

it("reports a failed step and tries again", async () => {
  const faults: Array<unknown> = []
  const again = Deferred.makeUnsafe<void>()
  let steps = 0
  const step = Effect.suspend(() => {
    if (++steps === 1) throw new Error("the database is away")
    return Effect.as(Deferred.succeed(again, undefined), false)
  })
  const { end } = startWork({ step, everySeconds: 0.001 }, (fault) => faults.push(fault))
  await Effect.runPromise(Deferred.await(again))
  await end()
  expect(faults).toMatchObject([{ message: "the database is away" }])
})

it("runs no step when it is ended during its first pause", async () => {
  let steps = 0
  const step = Effect.sync(() => ++steps > 0)
  await startWork({ step, everySeconds: 60 }, ignore).end()
  expect(steps).toBe(0)
})

it("ends a pause when it is woken", async () => {
  const stepped = Deferred.makeUnsafe<void>()
  const step = Effect.as(Deferred.succeed(stepped, undefined), false)
  const { wake, end } = startWork({ step, everySeconds: 3600 }, ignore)
  wake()
  await Effect.runPromise(Deferred.await(stepped))
  await end()
})

it("runs steps that are not rejected under overload", async () => {
  const timeLeft = Deferred.makeUnsafe<number | null>()
  const useCase = withCallStart(Effect.suspend(() => Deferred.succeed(timeLeft, queueTimeLeft(10))))
  const { end } = startWork({ step: Effect.as(useCase, false), everySeconds: 0.001 }, ignore)
  expect(await Effect.runPromise(Deferred.await(timeLeft))).toBeNull()
  await end()
})
