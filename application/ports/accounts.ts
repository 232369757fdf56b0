import type { Effect } from "effect"
import type { Account, AccountId, NewAccount } from "../../domain/account/account.ts"
import type { AdminExists, IdentifierTaken, LastAdmin } from "../../domain/account/errors.ts"
import type { ExternalId } from "../../domain/account/external-id.ts"
import type { Identifier } from "../../domain/account/identifier.ts"
import type { Profile } from "../../domain/account/profile.ts"
import type { AccountDetails } from "./profiles.ts"

/** An account with its password hash. */
export interface Credentials {
  readonly account: Account
  readonly passwordHash: string
  /** When the password was last changed, or `null` when it never was. */
  readonly passwordChangedAt: Date | null
}

/** The account of a user of the host, and whether this call has created it. */
export interface EnsuredAccount {
  readonly account: Account
  readonly isNew: boolean
}

/** The accounts of the shop. */
export interface Accounts {
  /**
   * Adds an account. Fails when another account has its user name, its phone number, or the e-mail address that both
   * sign in with. This also holds for concurrent calls.
   */
  readonly add: (
    account: NewAccount,
    profile: Profile,
    passwordHash: string,
    at: Date,
  ) => Effect.Effect<AccountDetails, IdentifierTaken>
  /**
   * Adds the first admin. Fails with `AdminExists` when an account has the admin role, active or not, otherwise like
   * `add`. Of concurrent calls, at most one succeeds.
   */
  readonly addFirstAdmin: (
    account: NewAccount,
    profile: Profile,
    passwordHash: string,
    at: Date,
  ) => Effect.Effect<AccountDetails, IdentifierTaken | AdminExists>
  /**
   * Finds the account that signs in with an identifier. User names are compared exactly, e-mail addresses without case.
   * Returns `null` when there is none.
   */
  readonly find: (identifier: Identifier) => Effect.Effect<Credentials | null>
  /**
   * Returns the account with an external id. If there is none, adds an active one without other identifiers, with an
   * empty profile and the password hash `!`, which matches no password, and records its event. Concurrent calls return
   * the same account; one of them has created it.
   */
  readonly ensureExternal: (externalId: ExternalId, at: Date) => Effect.Effect<EnsuredAccount>
  readonly findById: (account: AccountId) => Effect.Effect<Credentials | null>
}

/**
 * Changes that affect who can sign in. Each of them except `rehash` ends the account's sessions in the same
 * transaction.
 */
export interface AccountSecurity {
  /** Replaces the hash by another hash of the same password, if the password has not changed meanwhile. */
  readonly rehash: (account: AccountId, change: { readonly from: string; readonly to: string }) => Effect.Effect<void>
  /**
   * Makes an account an active admin with a new password. Its existing sessions end and do not become
   * admin sessions.
   */
  readonly promote: (account: AccountId, passwordHash: string, at: Date) => Effect.Effect<void>
  /**
   * Activates or deactivates an account. An inactive account cannot sign in. Reactivating it does not restore its
   * sessions. Fails, like `setAdmin`, for the only active admin (`keepAnAdmin`).
   */
  readonly setActive: (account: AccountId, isActive: boolean) => Effect.Effect<void, LastAdmin>
  /**
   * Grants or revokes the admin role. Fails when no active admin would be left (`keepAnAdmin`), also for concurrent
   * calls.
   */
  readonly setAdmin: (account: AccountId, isAdmin: boolean, at: Date) => Effect.Effect<void, LastAdmin>
}
