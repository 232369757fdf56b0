import type { Effect } from "effect"
import type { Account, AccountId, NewAccount } from "../../domain/account/account.ts"
import type { IdentifierTaken } from "../../domain/account/errors.ts"
import type { Identifier } from "../../domain/account/identifier.ts"
import type { Profile } from "../../domain/account/profile.ts"
import type { AccountDetails } from "./profiles.ts"

/** An account with the stored form of its password. */
export interface Credentials {
  readonly account: Account
  readonly passwordHash: string
  /** When the password was last replaced by another; `null` where it is the first. */
  readonly passwordChangedAt: Date | null
}

/** The people who can sign in. */
export interface Accounts {
  /**
   * Adds an account; fails where another one already has its user name, its telephone number, or the e-mail address
   * that both sign in by, also when both come at the same moment.
   */
  readonly add: (
    account: NewAccount,
    profile: Profile,
    passwordHash: string,
    at: Date,
  ) => Effect.Effect<AccountDetails, IdentifierTaken>
  /** Who signs in under this: user names compared exactly, e-mail addresses without case. `null` where nobody does. */
  readonly find: (identifier: Identifier) => Effect.Effect<Credentials | null>
  readonly findById: (account: AccountId) => Effect.Effect<Credentials | null>
}

/** What changes who gets into an account. All but a new form of the same password end its sessions in the same step. */
export interface AccountSecurity {
  /** Stores another form of the same password, unless the password was changed meanwhile. */
  readonly rehash: (account: AccountId, change: { readonly from: string; readonly to: string }) => Effect.Effect<void>
  /** Makes an account an active admin with a new password: who was signed in with the old password is no admin. */
  readonly promote: (account: AccountId, passwordHash: string, at: Date) => Effect.Effect<void>
  /** An inactive account signs in no more; a reactivated one signs in anew. */
  readonly setActive: (account: AccountId, isActive: boolean) => Effect.Effect<void>
}
