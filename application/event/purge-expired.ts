import { Effect } from "effect"
import { removeUnusedPictures } from "../account/remove-unused-pictures.ts"
import type { WithPicturePorts } from "../account/with-picture.ts"
import type { Clock } from "../ports/clock.ts"
import type { Retention } from "../ports/retention.ts"

/** Deletes a bounded number of expired rows and of pictures without a record. Returns whether there may be more. */
export type PurgeExpired = () => Effect.Effect<boolean>

const HOUR = 3_600_000
/** Idempotency keys are kept for 24 hours, plus one hour because clocks differ. */
const KEYS_KEPT = 25 * HOUR
const EVENTS_KEPT = 7 * 24 * HOUR
const AT_ONCE = 1000

export interface PurgeExpiredPorts extends WithPicturePorts {
  readonly retention: Retention
  readonly clock: Clock
}

export const makePurgeExpired =
  ({ retention, clock, ...media }: PurgeExpiredPorts): PurgeExpired =>
  () =>
    Effect.gen(function* () {
      const now = clock.now()
      const keys = yield* retention.removeKeys(new Date(now.getTime() - KEYS_KEPT), AT_ONCE, now)
      const events = yield* retention.removeEvents(new Date(now.getTime() - EVENTS_KEPT), AT_ONCE, now)
      const morePictures = yield* removeUnusedPictures(media)
      return morePictures || keys === AT_ONCE || events === AT_ONCE
    })
