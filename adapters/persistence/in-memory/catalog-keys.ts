import { Effect, Result } from "effect"
import type { CatalogKeys, KeyedRequest, KeyRecorded } from "../../../application/ports/catalog-keys.ts"
import { IdempotencyKeyReused } from "../../../domain/order/errors.ts"
import type { Store } from "./store.ts"

/** The in-memory implementation of `CatalogKeys`. */
export const inMemoryCatalogKeys = (store: Store): CatalogKeys => ({
  recall: (request) =>
    Effect.suspend((): Effect.Effect<string | null, IdempotencyKeyReused> => {
      const kept = store.catalogKeys.get(keyOf(request))
      if (kept === undefined) return Effect.succeed(null)
      const { key, fingerprint } = request.claim
      return kept.fingerprint === fingerprint
        ? Effect.succeed(kept.result)
        : Effect.fail(new IdempotencyKeyReused({ key }))
    }),
})

/** Makes a change and records its result under a key, unless the key has a result. A change that fails records none. */
export const recordOnce = <A, E>(
  store: Store,
  request: KeyedRequest,
  resultOf: (changed: A) => string,
  change: () => Result.Result<A, E>,
): Effect.Effect<A, E | KeyRecorded> =>
  Effect.suspend((): Effect.Effect<A, E | KeyRecorded> => {
    if (store.catalogKeys.has(keyOf(request))) return Effect.fail({ _tag: "KeyRecorded" })
    const changed = change()
    if (Result.isFailure(changed)) return Effect.fail(changed.failure)
    const { fingerprint } = request.claim
    const record = Object.freeze({ fingerprint, result: resultOf(changed.success), at: new Date(request.at) })
    store.catalogKeys.set(keyOf(request), record)
    return Effect.succeed(changed.success)
  })

const keyOf = ({ account, claim }: Pick<KeyedRequest, "account" | "claim">): string => `${account} ${claim.key}`
