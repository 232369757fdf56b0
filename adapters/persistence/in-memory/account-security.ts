import { Effect } from "effect"
import type { AccountSecurity } from "../../../application/ports/accounts.ts"
import type { Account, AccountId } from "../../../domain/account/account.ts"
import { LastAdmin } from "../../../domain/account/errors.ts"
import { endSessionsOf } from "./sessions.ts"
import { type AccountRecord, existing, type Store } from "./store.ts"

/** The in-memory implementation of `AccountSecurity`. */
export const inMemoryAccountSecurity = (store: Store): AccountSecurity => {
  const change = (id: AccountId, account: Partial<Account>, rest: Partial<AccountRecord> = {}): void => {
    const record = existing(store.accounts, id, "account")
    store.accounts.set(
      id,
      Object.freeze({ ...record, ...rest, account: Object.freeze({ ...record.account, ...account }) }),
    )
  }
  return {
    rehash: (id, { from, to }) =>
      Effect.sync(() => {
        if (existing(store.accounts, id, "account").passwordHash === from) change(id, {}, { passwordHash: to })
      }),

    promote: (id, passwordHash, at) =>
      Effect.sync(() => {
        const changed = { passwordHash, passwordChangedAt: new Date(at), updatedAt: new Date(at) }
        change(id, { isAdmin: true, isActive: true }, changed)
        endSessionsOf(store, id)
      }),

    setAdmin: (id, isAdmin, at) =>
      Effect.suspend(() => {
        const isOther = ({ account }: AccountRecord) => account.id !== id && account.isAdmin && account.isActive
        if (!isAdmin && ![...store.accounts.values()].some(isOther)) return Effect.fail(new LastAdmin({ account: id }))
        change(id, { isAdmin }, { updatedAt: new Date(at) })
        endSessionsOf(store, id)
        return Effect.void
      }),

    setActive: (id, isActive) =>
      Effect.sync(() => {
        change(id, { isActive })
        endSessionsOf(store, id)
      }),
  }
}
