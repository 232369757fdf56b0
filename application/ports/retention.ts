import type { Effect } from "effect"

/**
 * Deletes rows that are no longer needed. Each call deletes at most `limit` rows and returns how many. Sets the time of
 * rows to `now` if it is later than `latestRecordedTime(now)`: they were written by a clock that was ahead.
 */
export interface Retention {
  /** Deletes idempotency keys of orders and restockings from before a time. */
  readonly removeKeys: (before: Date, limit: number, now: Date) => Effect.Effect<number>
  /** Deletes events from before a time that every subscriber has acknowledged. */
  readonly removeEvents: (before: Date, limit: number, now: Date) => Effect.Effect<number>
}
