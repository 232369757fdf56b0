/** How long a store waits for its database server. */
export interface TimeLimits {
  /**
   * Seconds until a statement without a response fails and its connection is closed. The same limit applies to opening a
   * connection. Defaults to 4, so that a caller that waits for another's statement first fails within 10 seconds.
   */
  readonly statementTimeoutSeconds?: number | undefined
  /**
   * Seconds that a call waits for a row that another transaction has locked, such as a stock level that an operator edits
   * in psql. Only calls that need the row wait. Defaults to 2.
   */
  readonly lockWaitSeconds?: number | undefined
  /**
   * Seconds after which a call that waits for its turn fails because the database is overloaded: an order with
   * `OrdersBusy`, others with `StoreUnavailable`. The time begins with the first statement of the call. A call that has
   * worked for longer is completed. New calls fail at once while the oldest has waited for half of that. Defaults to no
   * limit; the command `serve` sets it. With a pool of the host, only shared statements have the limit.
   */
  readonly queueTimeoutSeconds?: number | undefined
}

/** Returns the limits of a store with their defaults. */
export const completeLimits = ({
  statementTimeoutSeconds = 4,
  lockWaitSeconds = 2,
  queueTimeoutSeconds,
}: TimeLimits = {}) => ({ statementTimeoutSeconds, lockWaitSeconds, queueTimeoutSeconds })
