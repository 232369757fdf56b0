import { Duration, Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { Outbox } from "../ports/outbox.ts"

/** Returns the number of the newest event. It may be half a second old. Admins only. */
export type LatestEvent = (actor: Manager) => Effect.Effect<number, NotPermitted>

const AGE = Duration.millis(500)

export const makeLatestEvent = ({ outbox }: { readonly outbox: Pick<Outbox, "latest"> }): LatestEvent => {
  // All callers share one read, so that the cost of polling does not grow with their number.
  const shared = Effect.runSync(Effect.cachedWithTTL(outbox.latest(), AGE))
  return (actor) => Effect.andThen(Effect.fromResult(requireAdmin(actor)), shared)
}
