import type { StoreObserver } from "./store-observer.ts"
import type { TimeLimits } from "./time-limits.ts"

/** How a store uses its database server. */
export interface ServerOptions extends TimeLimits {
  /**
   * Whether statements are prepared under a name, so that the server parses each once per connection. A pooler that gives
   * each transaction another connection may not support it (PgBouncer before 1.21). Then the store notices the error,
   * repeats the statement and continues without names. Defaults to true.
   */
  readonly preparedStatements?: boolean | undefined
}

/** The options of a store, with what watches it if telemetry is on. */
export interface StoreOptions extends ServerOptions {
  readonly observer?: StoreObserver | undefined
}

/** The options for statements that are sent once. Prepared names would only be left behind in a pooler's connections. */
export const sentOnce: ServerOptions = { preparedStatements: false }
