import type { Effect } from "effect"
import type { Account, AccountId } from "../../domain/account/account.ts"
import type { Profile } from "../../domain/account/profile.ts"

/** An account with its profile. */
export interface AccountDetails {
  readonly account: Account
  readonly profile: Profile
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The profiles of the accounts. */
export interface Profiles {
  readonly find: (account: AccountId) => Effect.Effect<AccountDetails | null>
  /**
   * Writes the given changes in one step. A password hash replaces the password and ends all sessions of the account.
   * Returns the new details and the previous picture, or `null` when the account does not exist. A replaced picture is
   * noted as unused in the same step, where the store has `UnusedPictures`.
   */
  readonly update: (
    account: AccountId,
    change: { readonly profile: Partial<Profile>; readonly passwordHash?: string | undefined },
    at: Date,
  ) => Effect.Effect<{ readonly details: AccountDetails; readonly formerPicture: Profile["picture"] } | null>
}
