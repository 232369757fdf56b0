import { Brand, type Effect } from "effect"
import type { RecentFailures } from "../../domain/account/sign-in-policy.ts"

/** Identifies a try to sign in: a whole number, given by the store. */
export type AttemptId = number & Brand.Brand<"AttemptId">
/**
 * Takes the number that a store gave.
 *
 * @example
 * await Effect.runPromise(openInMemory().signInAttempts.withdraw(AttemptId(1)))
 */
export const AttemptId = Brand.nominal<AttemptId>()

/** A try to sign in: at what, and from where. */
export interface Attempt {
  /** Names the account tried, or whatever was given in its place; two tries at the same thing have the same name. */
  readonly account: string
  /** The network address that the try came from. */
  readonly address: string
}

/**
 * The sign-ins that failed lately, kept where every process sees them. Tries at an account from an address that once
 * signed in to it are counted apart from all others, so that strangers who fail do not slow its owner.
 */
export interface SignInAttempts {
  /**
   * Notes a try that has come to no verdict yet; answers the failures since `since` that were there before, and how
   * many tries at the account are under way: those of the last minute without a verdict, for a killed process gives
   * none. Tries at the same moment see each other. Clears away some that are older.
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
  /** The password was wrong: the try counts from now on. */
  readonly fail: (attempt: AttemptId) => Effect.Effect<void>
  /** The try was not let in, or given up: it does not count. */
  readonly withdraw: (attempt: AttemptId) => Effect.Effect<void>
  /** The try succeeded: failures at the account from this address are forgotten, and the address is known from now on. */
  readonly succeed: (id: AttemptId, attempt: Attempt, at: Date) => Effect.Effect<void>
}
