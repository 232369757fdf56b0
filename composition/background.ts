import { Cause, Effect, Fiber, Random } from "effect"

/** Work that a shop does on its own, again and again. */
export interface BackgroundWork {
  /** One bounded step; tells whether there is more to do at once. It is interrupted when the shop closes. */
  readonly step: Effect.Effect<boolean>
  /** How long to pause on average when there is nothing more to do. */
  readonly everySeconds: number
}

/**
 * Starts work and returns how to end it, which waits for what cannot be interrupted. Pauses are drawn from half to one
 * and a half of what is asked for, so that processes started together do not go on together. A step that fails is told
 * to `report`, and is tried again.
 */
export const startWork = (
  { step, everySeconds }: BackgroundWork,
  report: (fault: unknown) => void,
): (() => Promise<void>) => {
  const pause = Effect.flatMap(Random.nextBetween(0.5, 1.5), (factor) => Effect.sleep(everySeconds * 1000 * factor))
  const once = Effect.catchCause(step, (cause) =>
    Effect.sync(() => {
      report(Cause.squash(cause))
      return false
    }),
  )
  const loop = Effect.forever(Effect.flatMap(once, (more) => (more ? Effect.yieldNow : pause)))
  // The first look comes after a pause as well: a command that opens the shop for a moment starts nothing.
  const fiber = Effect.runFork(Effect.andThen(pause, loop))
  return () => Effect.runPromise(Effect.asVoid(Fiber.interrupt(fiber)))
}
