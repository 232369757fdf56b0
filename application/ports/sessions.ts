import { Brand, type Effect } from "effect"
import type { Account, AccountId } from "../../domain/account/account.ts"

/**
 * Identifies a session: 32 hexadecimal digits, assigned by the store. Tokens carry it, so it must be random: a token
 * that another shop issued never names a session of this shop.
 */
export type SessionId = string & Brand.Brand<"SessionId">
/**
 * Brands a session id that a store assigned.
 *
 * @example
 * const wasOpen = await shop.endSession(buyer, SessionId("6f1c9a0be2d84735a1f0c3d2b4e59687"))
 */
export const SessionId = Brand.nominal<SessionId>()

/**
 * Whether text has the form of a session id.
 *
 * @example
 * if (isSessionId(typed)) await shop.endSession(buyer, typed)
 */
export const isSessionId = (text: unknown): text is SessionId => typeof text === "string" && /^[0-9a-f]{32}$/.test(text)

/** An open session and its account. */
export interface Session {
  readonly id: SessionId
  readonly account: Account
  /** `null` when the session does not expire. */
  readonly expiresAt: Date | null
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
  /**
   * The maximum number of sessions of the account, this one included. The store ends the oldest sessions above
   * that number, in the order in which they were opened, whatever their times say. Defaults to no limit.
   */
  readonly maxPerAccount?: number | undefined
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
  /** Replaces the time at which a session expires. A session that has ended stays ended. */
  readonly extend: (session: SessionId, expiresAt: Date) => Effect.Effect<void>
  /** Returns an account's open sessions, newest first. */
  readonly listOf: (account: AccountId, now: Date) => Effect.Effect<ReadonlyArray<OpenSession>>
  /** Ends a session of an account and returns whether it was open. Ending an ended session is a no-op. */
  readonly end: (account: AccountId, session: SessionId) => Effect.Effect<boolean>
}
