/** How long a store waits for its database server. */
export interface TimeLimits {
  /**
   * Seconds until a statement without an answer fails and its connection is closed. The same limit applies to opening a
   * connection. Defaults to 4, so that a caller that waits for another's statement first fails within 10 seconds.
   */
  readonly statementTimeoutSeconds?: number | undefined
}

/** The limits of a store, complete. */
export type CompleteTimeLimits = { readonly [Limit in keyof TimeLimits]-?: number }

export const completeLimits = ({ statementTimeoutSeconds = 4 }: TimeLimits = {}): CompleteTimeLimits => ({
  statementTimeoutSeconds,
})
