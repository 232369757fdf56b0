import { Brand, type Effect } from "effect"
import type { RecentFailures } from "../../domain/account/lockout.ts"

/** Identifies a sign-in attempt: a whole number from 1, assigned by the store. */
export type AttemptId = number & Brand.Brand<"AttemptId">
/**
 * Brands an attempt id that a store assigned.
 *
 * @example
 * await Effect.runPromise(openInMemory().identity.attempts.withdraw(AttemptId(1)))
 */
export const AttemptId = Brand.nominal<AttemptId>()

/** A sign-in attempt: the account and the caller's address. */
export interface Attempt {
  /**
   * Identifies the account, or the login that was entered when no account matched. Attempts at the same account have
   * equal values.
   */
  readonly account: string
  /** The network address of the caller. */
  readonly address: string
}

/**
 * Recent failed sign-ins, visible to all processes. Attempts from an address that has signed in to the account before
 * are counted separately, so that attackers elsewhere do not slow down its owner.
 */
export interface SignInAttempts {
  /**
   * Records an attempt without a result. Returns the earlier failures since `since`, and the number of attempts at the
   * account in progress: those of the last minute without a result, since a killed process never reports one.
   * Concurrent attempts see each other. Also deletes some older attempts, and sets the time of the counted attempts to
   * `at` if it is later than `latestRecordedTime(at)`.
   */
  readonly begin: (
    attempt: Attempt,
    since: Date,
    at: Date,
  ) => Effect.Effect<{
    readonly id: AttemptId
    readonly onAccount: RecentFailures
    readonly fromAddress: RecentFailures
    readonly underWay: number
  }>
  /** Records that the password was wrong. The attempt counts as a failure. */
  readonly fail: (attempt: AttemptId) => Effect.Effect<void>
  /** Removes an attempt that was rejected or cancelled. It does not count. */
  readonly withdraw: (attempt: AttemptId) => Effect.Effect<void>
  /** Records a success. Clears the failures of this account from this address and marks the address as known. */
  readonly succeed: (id: AttemptId, attempt: Attempt, at: Date) => Effect.Effect<void>
}
