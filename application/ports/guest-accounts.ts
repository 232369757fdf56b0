import type { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { NewGuest } from "../../domain/account/guest.ts"

/** Guests: accounts without sign-in. Their orders are those of any account. */
export interface GuestAccounts {
  /**
   * Adds a guest. `key` is unique: if a guest has it already, also under concurrency, nothing is added. Returns the
   * account of the guest with this key. Records no event, so that subscribers send no welcome messages.
   */
  readonly add: (guest: NewGuest, key: string, at: Date) => Effect.Effect<AccountId>
  /** Returns the account of the guest with a key, or `null`. */
  readonly findByKey: (key: string) => Effect.Effect<AccountId | null>
  /**
   * Links guests with an e-mail address to an account, the newest first, until `max` are linked to it. Addresses are
   * compared without case. A guest that is linked stays linked. Returns how many were linked by this call.
   */
  readonly claim: (email: string, by: AccountId, max: number) => Effect.Effect<number>
  /** Returns the guests that are linked to an account, oldest first. */
  readonly claimedBy: (account: AccountId) => Effect.Effect<ReadonlyArray<AccountId>>
  /** Returns the account to which a guest is linked, or `null`. */
  readonly claimantOf: (guest: AccountId) => Effect.Effect<AccountId | null>
}
