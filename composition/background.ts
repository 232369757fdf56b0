import { Cause, Effect, Fiber, Random } from "effect"

/** Work that a shop repeats in the background. */
export interface BackgroundWork {
  /** One bounded step. Returns whether there is more to do immediately. It is interrupted when the shop closes. */
  readonly step: Effect.Effect<boolean, unknown>
  /** The average pause when there is nothing to do. */
  readonly everySeconds: number
  /** Whether the pauses keep the process running. Defaults to `false`: a script that has nothing else to do ends. */
  readonly keepsRunning?: boolean | undefined
}

/**
 * Starts repeated work. Returns a function that ends it and waits for uninterruptible parts. Each pause is a random
 * time from half to one and a half times `everySeconds`, so that processes started together diverge. A failed step
 * calls `report` and is retried.
 */
export const startWork = (
  { step, everySeconds, keepsRunning = false }: BackgroundWork,
  report: (fault: unknown) => void,
): (() => Promise<void>) => {
  const pause = Effect.flatMap(Random.nextBetween(0.5, 1.5), (factor) =>
    sleep(everySeconds * 1000 * factor, keepsRunning),
  )
  const once = Effect.catchCause(step, (cause) =>
    Effect.sync(() => {
      report(Cause.squash(cause))
      return false
    }),
  )
  const loop = Effect.forever(Effect.flatMap(once, (more) => (more ? Effect.yieldNow : pause)))
  // The first step also waits, so that a command that opens the shop briefly starts no work.
  const fiber = Effect.runFork(Effect.andThen(pause, loop))
  return () => Effect.runPromise(Effect.asVoid(Fiber.interrupt(fiber)))
}

const sleep = (milliseconds: number, keepsRunning: boolean): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const timer = setTimeout(() => resume(Effect.void), milliseconds)
    if (!keepsRunning) timer.unref()
    return Effect.sync(() => clearTimeout(timer))
  })
