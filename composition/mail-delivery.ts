import { Cause, Effect, Fiber, Latch, Random } from "effect"
import { mapUseCases } from "../application/map-use-cases.ts"
import type { UseCases } from "../application/use-cases.ts"

/** The average pause before the queue is read again, for retries and for requests of other processes. */
const PAUSE_SECONDS = 5

/** The delivery of mails of one shop. */
export interface MailDelivery {
  /** Returns use cases that start the delivery after they have queued a mail. */
  readonly waking: (useCases: UseCases) => UseCases
  /** Ends the delivery. A mail under way is interrupted, and sent again by the next process. */
  readonly end: () => Promise<void>
}

const queues: ReadonlyArray<string> = ["requestPasswordReset", "requestEmailVerification"] satisfies ReadonlyArray<
  keyof UseCases
>

/** Sends queued mails in the background, one after the other. `report` is called for each mail that was not sent. */
export const startMailDelivery = (
  { sendQueuedMail }: Pick<UseCases, "sendQueuedMail">,
  report: (fault: unknown) => void,
): MailDelivery => {
  const woken = Latch.makeUnsafe(false)
  const step = Effect.catchCause(
    Effect.map(sendQueuedMail(), ({ more, failure }) => {
      if (failure !== null) report(failure)
      return more
    }),
    (cause) =>
      Effect.sync(() => {
        if (!Cause.hasInterruptsOnly(cause)) report(Cause.squash(cause))
        return false
      }),
  )
  const pause = Effect.flatMap(Random.nextBetween(0.5, 1.5), (factor) =>
    Effect.race(woken.await, Effect.sleep(PAUSE_SECONDS * 1000 * factor)),
  )
  const rest = Effect.andThen(
    pause,
    Effect.sync(() => woken.closeUnsafe()),
  )
  const loop = Effect.forever(Effect.flatMap(step, (more) => (more ? Effect.yieldNow : rest)))
  // The first step also waits, so that a command that opens the shop briefly sends nothing.
  const fiber = Effect.runFork(Effect.andThen(rest, loop))
  return {
    waking: (useCases) =>
      mapUseCases<UseCases>(useCases, (useCase, name) =>
        queues.includes(name)
          ? (...args) =>
              Effect.tap(useCase(...args) as Effect.Effect<unknown, unknown>, () =>
                Effect.sync(() => woken.openUnsafe()),
              )
          : useCase,
      ),
    end: () => Effect.runPromise(Effect.asVoid(Fiber.interrupt(fiber))),
  }
}
