import type { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { IdempotencyKeyReused } from "../../domain/order/errors.ts"
import type { IdempotencyClaim } from "../../domain/order/idempotency.ts"

/** A request under an idempotency key of an account. */
export interface KeyedRequest {
  readonly account: AccountId
  readonly claim: IdempotencyClaim
  /** The time of the request, from which the key is kept. */
  readonly at: Date
}

/** Another call has recorded its result under the key. Recall it. */
export interface KeyRecorded {
  readonly _tag: "KeyRecorded"
}

/** The idempotency keys under which the catalogue was changed. Each change writes its key in the same step. */
export interface CatalogKeys {
  /** Returns the id of the product or category, or the name of the picture, that was added under a key, or `null`. */
  readonly recall: (
    request: Pick<KeyedRequest, "account" | "claim">,
  ) => Effect.Effect<string | null, IdempotencyKeyReused>
}
