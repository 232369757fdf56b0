import type { Effect } from "effect"
import type { Account, AccountId, NewAccount } from "../../domain/account/account.ts"
import type { IdentifierTaken } from "../../domain/account/errors.ts"

/** An account with the stored form of its password. */
export interface Credentials {
  readonly account: Account
  readonly passwordHash: string
}

/** The people who can sign in. */
export interface Accounts {
  /** Adds an account; fails where another one already has its user name, also when both come at the same moment. */
  readonly add: (account: NewAccount, passwordHash: string) => Effect.Effect<Account, IdentifierTaken>
  /** Who signs in under this user name, compared exactly; `null` where nobody does. */
  readonly findByUsername: (username: string) => Effect.Effect<Credentials | null>
  /**
   * Makes an account an admin, replaces its password and ends its sessions, in one step: who was signed in with the
   * old password is no admin.
   */
  readonly promote: (account: AccountId, passwordHash: string) => Effect.Effect<void>
}
