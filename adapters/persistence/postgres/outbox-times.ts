import { MAX_CLOCK_SKEW_SECONDS } from "../../../domain/recorded-time.ts"

// Leases and retries use the clock of the database, which all processes share. A lease or a deferral from the future
// was recorded while that clock was ahead, or by another server before a failover. Neither holds anything back: a
// holder that is alive renews its lease, and a retry is only earlier than planned.

// A difference of times does not depend on the session's time zone, so sharding engines allow it in an upsert.
const isFromFuture = (column: string, now: string): string =>
  `${column} - ${now} > interval '${MAX_CLOCK_SKEW_SECONDS} seconds'`

/** Whether a row of `subscriber` has a lease that has not ended at the time `now`. */
export const isLeased = (row: string, now = "now()"): string =>
  `(${row}.leased_until > ${now} and not ${isFromFuture(`${row}.leased_at`, now)})`

/** Whether a row of `deferred_event` can be delivered again. */
export const isDue = (row: string): string => `(${row}.due <= now() or ${isFromFuture(`${row}.deferred_at`, "now()")})`
