import { Effect, Semaphore as Permits } from "effect"
import { PicturesBusy } from "../../application/ports/media.ts"

/** Lets effects through, some at once, and turns away what would wait in too long a queue. */
export type Semaphore = <A, E>(effect: Effect.Effect<A, E>) => Effect.Effect<A, E | PicturesBusy>

/** At most `atOnce` effects run and `waiting` more wait; one that comes then fails at once. */
export const makeSemaphore = ({
  atOnce,
  waiting,
}: {
  readonly atOnce: number
  readonly waiting: number
}): Semaphore => {
  const permits = Permits.makeUnsafe(atOnce)
  let inside = 0
  const enter = Effect.suspend(() => {
    if (inside >= atOnce + waiting) return Effect.fail(new PicturesBusy())
    inside++
    return Effect.void
  })
  const leave = Effect.sync(() => {
    inside--
  })
  return (effect) =>
    Effect.acquireUseRelease(
      enter,
      () => permits.withPermits(1)(effect),
      () => leave,
    )
}
