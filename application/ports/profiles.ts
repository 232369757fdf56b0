import type { Effect } from "effect"
import type { Account, AccountId } from "../../domain/account/account.ts"
import type { Profile } from "../../domain/account/profile.ts"
import type { MetadataOf } from "../../domain/metadata-types.ts"

/** An account with its profile. */
export interface AccountDetails {
  readonly account: Account
  readonly profile: Profile
  /** Data of the host, or `null`. */
  readonly metadata: MetadataOf<"account"> | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Changes with every update of the profile or the metadata. */
  readonly version: number
}

/** The profile's version is no longer the one that an update is based on. */
export interface ProfileConflict {
  readonly _tag: "ProfileConflict"
}

/** Changes of a profile. What is undefined stays as it is. */
export interface ProfileUpdate {
  readonly profile: Partial<Profile>
  /** Replaces the metadata as a whole. `null` removes it. */
  readonly metadata?: MetadataOf<"account"> | null | undefined
  readonly passwordHash?: string | undefined
  /** The version that the update is based on. Defaults to any. */
  readonly from?: number | undefined
}

/** A profile after an update, and the picture that it had before. */
export interface UpdatedProfile {
  readonly details: AccountDetails
  readonly formerPicture: Profile["picture"]
}

/** The profiles of the accounts. */
export interface Profiles {
  readonly find: (account: AccountId) => Effect.Effect<AccountDetails | null>
  /**
   * Writes the given changes in one step, if the profile's version is still `from`, where that is given. A password hash replaces the password and ends all sessions of the account.
   * Returns the new details and the previous picture, or `null` when the account does not exist. A replaced picture is
   * noted as unused in the same step, where the store has `UnusedPictures`.
   */
  readonly update: (
    account: AccountId,
    change: ProfileUpdate,
    at: Date,
  ) => Effect.Effect<UpdatedProfile | null, ProfileConflict>
}
