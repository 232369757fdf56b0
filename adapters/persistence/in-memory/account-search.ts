import { Effect } from "effect"
import type { AccountSearch } from "../../../application/ports/account-search.ts"
import { accountWords } from "../../../domain/account/account-words.ts"
import { detailsOf } from "./profiles.ts"
import type { Store } from "./store.ts"

/** The in-memory implementation of `AccountSearch`. Reads all accounts. */
export const inMemoryAccountSearch = (store: Store): AccountSearch => ({
  page: ({ words, ids, isAdmin, isActive, before = Number.POSITIVE_INFINITY, limit }) =>
    Effect.sync(() =>
      [...store.accounts.values()]
        .filter(({ account, profile, erasedAt }) => {
          const known = accountWords(account, profile)
          return (
            erasedAt === null &&
            account.id < before &&
            (ids === undefined || ids.includes(account.id)) &&
            (isAdmin ?? account.isAdmin) === account.isAdmin &&
            (isActive ?? account.isActive) === account.isActive &&
            words.every((prefix) => known.some((word) => word.startsWith(prefix)))
          )
        })
        .toSorted((a, b) => b.account.id - a.account.id)
        .slice(0, limit)
        .map(detailsOf),
    ),
})
