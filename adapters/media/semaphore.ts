import { Effect, Semaphore as Permits } from "effect"
import { PicturesBusy } from "../../application/ports/media.ts"

/** Limits concurrent effects and the number of effects that wait. */
export type Semaphore = <A, E>(effect: Effect.Effect<A, E>) => Effect.Effect<A, E | PicturesBusy>

/** Runs at most `atOnce` effects and lets `waiting` more wait. Further effects fail immediately. */
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
