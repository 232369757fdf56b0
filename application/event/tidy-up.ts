import { Effect } from "effect"
import type { Clock } from "../ports/clock.ts"
import type { Leftovers } from "../ports/leftovers.ts"

/** Removes a bounded number of things that were kept long enough; whether there may be more. */
export type TidyUp = () => Effect.Effect<boolean>

const HOUR = 3_600_000
/** A key is kept for 24 hours, and for one more because clocks differ. */
const KEYS_KEPT = 25 * HOUR
const EVENTS_KEPT = 7 * 24 * HOUR
const AT_ONCE = 1000

export const makeTidyUp =
  ({ leftovers, clock }: { readonly leftovers: Leftovers; readonly clock: Clock }): TidyUp =>
  () =>
    Effect.gen(function* () {
      const now = clock.now().getTime()
      const keys = yield* leftovers.removeKeys(new Date(now - KEYS_KEPT), AT_ONCE)
      const events = yield* leftovers.removeEvents(new Date(now - EVENTS_KEPT), AT_ONCE)
      return keys === AT_ONCE || events === AT_ONCE
    })
