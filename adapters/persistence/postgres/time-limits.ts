/** How long a store waits for its database server. */
export interface TimeLimits {
  /**
   * Seconds until a statement without an answer fails and its connection is closed. The same limit applies to opening a
   * connection. Defaults to 4, so that a caller that waits for another's statement first fails within 10 seconds.
   */
  readonly statementTimeoutSeconds?: number | undefined
  /**
   * Seconds that a call waits for a row that another transaction has locked, such as a stock level that an operator edits
   * in psql. Only calls that need the row wait. Defaults to 2.
   */
  readonly lockWaitSeconds?: number | undefined
}

/** The limits of a store, complete. */
export type CompleteTimeLimits = { readonly [Limit in keyof TimeLimits]-?: number }

export const completeLimits = ({
  statementTimeoutSeconds = 4,
  lockWaitSeconds = 2,
}: TimeLimits = {}): CompleteTimeLimits => ({
  statementTimeoutSeconds,
  lockWaitSeconds,
})
