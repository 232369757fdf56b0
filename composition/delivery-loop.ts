import { Cause, Effect, Fiber, type Latch, Random } from "effect"
import type { EventDelivery } from "../application/event/deliver-events.ts"

/** The pauses in seconds after which an idle subscription looks again, before it rests until it is woken. */
const PAUSES = [0.1, 0.2, 0.4, 0.8]
/** The pause in seconds while the database fails. */
const PAUSE_AFTER_FAILURES = 4
const FIRST_PAUSE = 0.15

/**
 * Repeats the steps of a subscription. Returns a function that ends them after the running handler.
 *
 * While there are events, steps follow each other. Then the subscription looks again a few times: a transaction of the
 * host may commit, or another process may give up the lease. Then it gives up its own lease and rests until `woken`
 * opens or a retry is due. Without the lease, whichever process records the next event delivers it at once.
 */
export const startDelivery = (
  { step, giveBack, secondsToRetry }: EventDelivery,
  woken: Latch.Latch,
  report: (fault: unknown) => void,
): (() => Promise<void>) => {
  const reported = <A>(work: Effect.Effect<A>): Effect.Effect<A | null> =>
    Effect.catchCause(work, (cause) =>
      Effect.sync(() => {
        report(Cause.squash(cause))
        return null
      }),
    )

  /** Waits until `woken` opens, at most for the given seconds. Returns whether it opened. */
  const rest = (seconds: number | null): Effect.Effect<boolean> => {
    const opened = Effect.as(woken.await, true)
    return seconds === null ? opened : Effect.race(opened, Effect.as(Effect.sleep(seconds * 1000), false))
  }

  const loop = Effect.gen(function* () {
    // The first step also waits, so that a command that opens the shop briefly starts no work.
    yield* Effect.sleep(FIRST_PAUSE * 1000 * (yield* Random.nextBetween(0.5, 1.5)))
    let lookedAgain = 0
    for (;;) {
      // Events that are recorded during the step open it again.
      woken.closeUnsafe()
      const hasMore = yield* reported(step)
      if (hasMore === true) {
        lookedAgain = 0
        yield* Effect.yieldNow
        continue
      }
      const pause = PAUSES[lookedAgain] ?? (hasMore === null ? PAUSE_AFTER_FAILURES : null)
      if (pause === null) yield* reported(Effect.uninterruptible(giveBack))
      const retry = yield* secondsToRetry
      const wasWoken = yield* rest(retry === null || pause === null ? (pause ?? retry) : Math.min(pause, retry))
      lookedAgain = wasWoken ? 0 : Math.min(lookedAgain + 1, PAUSES.length)
    }
  })
  const fiber = Effect.runFork(loop)
  return () => Effect.runPromise(Effect.asVoid(Fiber.interrupt(fiber)))
}
