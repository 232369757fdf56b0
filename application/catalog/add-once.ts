import { Effect } from "effect"
import type { Manager } from "../../domain/account/actor.ts"
import type { IdempotencyKeyReused } from "../../domain/order/errors.ts"
import type { IdempotencyClaim } from "../../domain/order/idempotency.ts"
import { keysOf } from "../keys-of.ts"
import type { CatalogKeys, KeyedRequest } from "../ports/catalog-keys.ts"
import type { Clock } from "../ports/clock.ts"

export interface AddOncePorts {
  readonly keys: CatalogKeys
  readonly clock: Clock
}

/**
 * Adds something to the catalogue under an idempotency key, or returns what `earlier` makes of the result that the key
 * has, even if the same request would be rejected now. The caller decides again on `KeyRecorded`.
 */
export const addOnce = <A, E, E2>(
  { keys, clock }: AddOncePorts,
  actor: Manager,
  claim: IdempotencyClaim,
  add: (request: KeyedRequest) => Effect.Effect<A, E>,
  earlier: (result: string) => Effect.Effect<A, E2>,
): Effect.Effect<A, E | E2 | IdempotencyKeyReused> => {
  const request = { account: keysOf(actor), claim, at: clock.now() }
  return Effect.flatMap(
    keys.recall(request),
    (result): Effect.Effect<A, E | E2> => (result === null ? add(request) : earlier(result)),
  )
}
