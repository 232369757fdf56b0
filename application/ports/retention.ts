import type { Effect } from "effect"

/** What was kept for a while and is of no use any longer. Each call removes a bounded number and tells how many. */
export interface Retention {
  /** Idempotency keys of orders that were placed before a time. */
  readonly removeKeys: (before: Date, limit: number) => Effect.Effect<number>
  /** Events from before a time that every subscriber has been told. */
  readonly removeEvents: (before: Date, limit: number) => Effect.Effect<number>
}
