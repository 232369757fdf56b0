import { Cause, Effect, Fiber, Latch, Random } from "effect"
import { withoutQueueTimeout } from "../application/queue-timeout.ts"

/** Work that a shop repeats in the background. */
export interface BackgroundWork {
  /** One bounded step. Returns whether there is more to do immediately. It is interrupted when the shop closes. */
  readonly step: Effect.Effect<boolean, unknown>
  /** The average pause when there is nothing to do. */
  readonly everySeconds: number
  /** Whether the pauses keep the process running. Defaults to `false`: a script that has nothing else to do ends. */
  readonly keepsRunning?: boolean | undefined
}

/** Repeated work that was started. */
export interface RunningWork {
  /** Ends the current pause. During a step, it skips the next pause. */
  readonly wake: () => void
  /** Ends the work and waits for uninterruptible parts. */
  readonly end: () => Promise<void>
}

/**
 * Starts repeated work. Each pause is a random time from half to one and a half times `everySeconds`, so that processes
 * started together diverge. A failed step calls `report` and is retried.
 */
export const startWork = (
  { step, everySeconds, keepsRunning = false }: BackgroundWork,
  report: (fault: unknown) => void,
): RunningWork => {
  const woken = Latch.makeUnsafe(false)
  const pause = Effect.flatMap(Random.nextBetween(0.5, 1.5), (factor) =>
    Effect.race(woken.await, sleep(everySeconds * 1000 * factor, keepsRunning)),
  )
  const rest = Effect.andThen(
    pause,
    Effect.sync(() => woken.closeUnsafe()),
  )
  const once = Effect.catchCause(withoutQueueTimeout(step), (cause) =>
    Effect.sync(() => {
      if (!Cause.hasInterruptsOnly(cause)) report(Cause.squash(cause))
      return false
    }),
  )
  const loop = Effect.forever(Effect.flatMap(once, (more) => (more ? Effect.yieldNow : rest)))
  // The first step also waits, so that a command that opens the shop briefly starts no work.
  const fiber = Effect.runFork(Effect.andThen(rest, loop))
  return { wake: () => woken.openUnsafe(), end: () => Effect.runPromise(Effect.asVoid(Fiber.interrupt(fiber))) }
}

const sleep = (milliseconds: number, keepsRunning: boolean): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const timer = setTimeout(() => resume(Effect.void), milliseconds)
    if (!keepsRunning) timer.unref()
    return Effect.sync(() => clearTimeout(timer))
  })
