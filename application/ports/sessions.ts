import { Brand, type Effect } from "effect"
import type { Account, AccountId } from "../../domain/account/account.ts"

/** Identifies a session: a whole number from 1, given by the store. */
export type SessionId = number & Brand.Brand<"SessionId">
/**
 * Takes the number that a store gave.
 *
 * @example
 * const wasOpen = await shop.endSession(buyer, SessionId(3))
 */
export const SessionId = Brand.nominal<SessionId>()

/** A sign-in that still counts, and whose it is. */
export interface Session {
  readonly id: SessionId
  readonly account: Account
  /** Whether its refresh token is used up with each use, see `RefreshRotations`. */
  readonly rotates: boolean
}

/** A sign-in as its owner sees it in a list. */
export interface OpenSession {
  readonly id: SessionId
  readonly openedAt: Date
  /** `null` where it lasts until it is ended. */
  readonly expiresAt: Date | null
}

/** A sign-in that the store has not numbered yet. */
export interface NewSession {
  readonly account: AccountId
  /**
   * As it was in the credentials that were checked: a session never counts whose password was replaced between the
   * check and its opening, or the old password could still open one.
   */
  readonly passwordChangedAt: Date | null
  /** Stands for the token that opens the session; unique. */
  readonly tokenDigest: string
  readonly openedAt: Date
  /** `null` where it lasts until it is ended. */
  readonly expiresAt: Date | null
  /** Whether its refresh token is used up with each use. Not unless told. */
  readonly rotates?: boolean | undefined
}

/**
 * The sign-ins that are open. What a caller holds is a token; the store holds only the token's digest. Opening a
 * session also clears away some that have expired, so that they never pile up.
 */
export interface Sessions {
  readonly open: (session: NewSession) => Effect.Effect<SessionId>
  /** The session behind a token's digest; `null` once it has ended or expired, on every process at once. */
  readonly find: (tokenDigest: string, now: Date) => Effect.Effect<Session | null>
  readonly findById: (session: SessionId, now: Date) => Effect.Effect<Session | null>
  /** An account's open sessions, the latest first. */
  readonly listOf: (account: AccountId, now: Date) => Effect.Effect<ReadonlyArray<OpenSession>>
  /** Ends a session of an account; says whether it had it open. Ending an ended one changes nothing. */
  readonly end: (account: AccountId, session: SessionId) => Effect.Effect<boolean>
}
