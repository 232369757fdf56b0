/** The limits of an account's sessions. */
export interface SessionPolicy {
  /**
   * Seconds without a request after which an opaque token expires: a whole number from 60. Each use restarts the
   * time. The stored time is updated at most once in a tenth of it, and at most once a day.
   */
  readonly idleSeconds: number
  /**
   * The most sessions that an account can have open, JWT and cookie sessions included: a whole number from 1. Opening
   * one more ends the oldest.
   */
  readonly maxPerAccount: number
}

const DAY_SECONDS = 24 * 60 * 60

/**
 * Opaque tokens expire 90 days after their last use. An account has at most 100 sessions.
 *
 * @example
 * const sessionPolicy = { maxPerAccount: defaultSessionPolicy.maxPerAccount / 10 }
 * const strict = await openShop({ database: "memory", sessionPolicy })
 */
export const defaultSessionPolicy: SessionPolicy = { idleSeconds: 90 * DAY_SECONDS, maxPerAccount: 100 }

/** Returns the time at which an opaque token expires if it is not used again. */
export const idleExpiry = ({ idleSeconds }: SessionPolicy, now: Date): Date =>
  new Date(now.getTime() + idleSeconds * 1000)

/**
 * Returns the new expiry of an opaque token that is used now, or `null` when the stored one is recent enough. An expiry
 * that lies further ahead than the policy allows is corrected as well: it comes from a clock that was wrong, or from a
 * longer idle time.
 */
export const renewedExpiry = (policy: SessionPolicy, expiresAt: Date | null, now: Date): Date | null => {
  const full = idleExpiry(policy, now)
  if (expiresAt === null || expiresAt > full) return full
  const step = Math.min(policy.idleSeconds / 10, DAY_SECONDS) * 1000
  return full.getTime() - expiresAt.getTime() >= step ? full : null
}
