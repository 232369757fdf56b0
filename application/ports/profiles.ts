import type { Effect } from "effect"
import type { Account, AccountId } from "../../domain/account/account.ts"
import type { Profile } from "../../domain/account/profile.ts"

/** An account with all its owner told of themselves. */
export interface AccountDetails {
  readonly account: Account
  readonly profile: Profile
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What people told of themselves. */
export interface Profiles {
  readonly find: (account: AccountId) => Effect.Effect<AccountDetails | null>
  /**
   * Writes what is given, in one step; a password hash replaces the password and ends all sessions of the account.
   * Answers the details as they are now and the picture as it was before; `null` where there is no such account.
   */
  readonly update: (
    account: AccountId,
    change: { readonly profile: Partial<Profile>; readonly passwordHash?: string | undefined },
    at: Date,
  ) => Effect.Effect<{ readonly details: AccountDetails; readonly formerPicture: Profile["picture"] } | null>
}
