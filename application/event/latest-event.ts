import { Duration, Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { Outbox } from "../ports/outbox.ts"

/**
 * Returns a number that grows with every event, and with every note about an order and threshold for low stock. It may be
 * half a second old. Admins only.
 */
export type LatestEvent = (actor: Manager) => Effect.Effect<number, NotPermitted>

const AGE = Duration.millis(500)

export const makeLatestEvent = ({ outbox }: { readonly outbox: Pick<Outbox, "latest"> }): LatestEvent => {
  // All callers share one read, so that the cost of polling does not grow with their number.
  const shared = Effect.runSync(Effect.cachedWithTTL(outbox.latest(), AGE))
  return (actor) => Effect.andThen(Effect.fromResult(requireAdmin(actor)), shared)
}
