import type { Effect } from "effect"

/** Deletes rows that are no longer needed. Each call deletes at most `limit` rows and returns how many. */
export interface Retention {
  /** Deletes idempotency keys of orders placed before a time. */
  readonly removeKeys: (before: Date, limit: number) => Effect.Effect<number>
  /** Deletes events from before a time that every subscriber has acknowledged. */
  readonly removeEvents: (before: Date, limit: number) => Effect.Effect<number>
}
