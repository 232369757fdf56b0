import type { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { TokenPurpose } from "../../domain/account/account-token.ts"

/** A token to store. Only its digest is stored. */
export interface NewAccountToken {
  /** Unique. */
  readonly digest: string
  readonly account: AccountId
  readonly purpose: TokenPurpose
  readonly expiresAt: Date
}

/**
 * The tokens of links. A token is valid until it is used, until it expires, and as long as the password (for the purpose
 * `password`) or the e-mail address (for `email`) of its account is the same as when the token was added.
 */
export interface AccountTokens {
  /**
   * Adds a token. Returns false, without a change, if the account has `max` valid tokens of this purpose. Also deletes
   * some expired tokens.
   */
  readonly add: (token: NewAccountToken, max: number, now: Date) => Effect.Effect<boolean>
  /** Returns the account of a valid token, or `null`. */
  readonly find: (digest: string, purpose: TokenPurpose, now: Date) => Effect.Effect<AccountId | null>
  /** Deletes a token. */
  readonly remove: (digest: string) => Effect.Effect<void>
  /** Deletes all tokens of one purpose of an account. */
  readonly removeAll: (account: AccountId, purpose: TokenPurpose) => Effect.Effect<void>
  /**
   * Uses a token to replace the password, and ends all sessions of the account in the same step. Returns false, without
   * a change, if the token is not valid. Of concurrent calls with one token, one succeeds.
   */
  readonly resetPassword: (digest: string, passwordHash: string, at: Date) => Effect.Effect<boolean>
  /** Uses a token to mark the account as verified. Returns false, without a change, if the token is not valid. */
  readonly verifyEmail: (digest: string, at: Date) => Effect.Effect<boolean>
}
