import type { Effect } from "effect"
import type { NewAccount } from "../../domain/account/account.ts"
import type { IdentifierKind } from "../../domain/account/identifier.ts"

/** An account of another system. */
export interface AccountToLoad {
  readonly account: NewAccount
  /** Its id there, or `null` if that is no whole number from 1. */
  readonly id: number | null
  readonly passwordHash: string
  readonly firstName: string
  readonly lastName: string
  readonly createdAt: Date
}

/** An identifier that another account has. `index` is the position of the account in the list, from 0. */
export interface TakenIdentifier {
  readonly index: number
  readonly identifier: IdentifierKind
}

/** Loads accounts in bulk, without events. */
export interface AccountLoader {
  /**
   * Adds all accounts and returns an empty list, or adds none and returns every identifier that is taken. Accounts keep
   * their ids if the store has no accounts and each has an id of its own. `isDryRun` adds none in any case.
   */
  readonly load: (
    accounts: ReadonlyArray<AccountToLoad>,
    options: { readonly isDryRun: boolean },
  ) => Effect.Effect<ReadonlyArray<TakenIdentifier>>
}
