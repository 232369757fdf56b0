import type { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { AccountDetails } from "./profiles.ts"

/** Selects accounts. Every condition that is given must hold. */
export interface AccountQuery {
  /** From `searchWords`: each is the beginning of a word of the identifiers or the names of the account. */
  readonly words: ReadonlyArray<string>
  /** Only these accounts. Ids of no account are ignored. Defaults to all accounts. */
  readonly ids?: ReadonlyArray<AccountId> | undefined
  readonly isAdmin?: boolean | undefined
  readonly isActive?: boolean | undefined
  /** The account before which the page begins. Defaults to the newest. */
  readonly before?: AccountId | undefined
  readonly limit: number
}

/** Finds accounts. */
export interface AccountSearch {
  /** Returns the first `limit` accounts, newest first. The cost does not depend on the page. */
  readonly page: (query: AccountQuery) => Effect.Effect<ReadonlyArray<AccountDetails>>
}
