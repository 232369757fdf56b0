import { Brand, type Effect } from "effect"
import type { Account, AccountId } from "../../domain/account/account.ts"

/** Identifies a session: a whole number from 1, assigned by the store. */
export type SessionId = number & Brand.Brand<"SessionId">
/**
 * Brands a session id that a store assigned.
 *
 * @example
 * const wasOpen = await shop.endSession(buyer, SessionId(3))
 */
export const SessionId = Brand.nominal<SessionId>()

/** An open session and its account. */
export interface Session {
  readonly id: SessionId
  readonly account: Account
  /** Whether each refresh token is valid for one use. See `RefreshRotations`. */
  readonly rotates: boolean
}

/** A session as its owner sees it in a list. */
export interface OpenSession {
  readonly id: SessionId
  readonly openedAt: Date
  /** `null` when the session does not expire. */
  readonly expiresAt: Date | null
}

/** A session without an id. */
export interface NewSession {
  readonly account: AccountId
  /**
   * The `passwordChangedAt` of the credentials that were checked. The session is rejected when the password changed
   * between the check and the opening, because the old password must not open a session.
   */
  readonly passwordChangedAt: Date | null
  /** The digest of the session's token. Unique. */
  readonly tokenDigest: string
  readonly openedAt: Date
  /** `null` when the session does not expire. */
  readonly expiresAt: Date | null
  /** Whether each refresh token is valid for one use. Defaults to false. */
  readonly rotates?: boolean | undefined
}

/**
 * The open sessions. The caller holds a token; the store holds only its digest. Opening a session also deletes some
 * expired ones.
 */
export interface Sessions {
  readonly open: (session: NewSession) => Effect.Effect<SessionId>
  /**
   * Returns the session with this token digest, or `null` when it has ended or expired. Ending takes effect on every
   * process immediately.
   */
  readonly find: (tokenDigest: string, now: Date) => Effect.Effect<Session | null>
  readonly findById: (session: SessionId, now: Date) => Effect.Effect<Session | null>
  /** Returns an account's open sessions, newest first. */
  readonly listOf: (account: AccountId, now: Date) => Effect.Effect<ReadonlyArray<OpenSession>>
  /** Ends a session of an account and returns whether it was open. Ending an ended session is a no-op. */
  readonly end: (account: AccountId, session: SessionId) => Effect.Effect<boolean>
}
