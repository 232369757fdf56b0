import { Effect, Result } from "effect"
import type { AccountSecurity } from "../../../application/ports/accounts.ts"
import type { Account, AccountId } from "../../../domain/account/account.ts"
import type { LastAdmin } from "../../../domain/account/errors.ts"
import { keepAnAdmin } from "../../../domain/account/last-admin.ts"
import type { AccountRecord } from "./identity-records.ts"
import { endSessionsOf } from "./sessions.ts"
import { existing, type Store } from "./store.ts"

/** The in-memory implementation of `AccountSecurity`. */
export const inMemoryAccountSecurity = (store: Store): AccountSecurity => {
  const change = (id: AccountId, account: Partial<Account>, rest: Partial<AccountRecord> = {}): void => {
    const record = existing(store.accounts, id, "account")
    if (record.erasedAt !== null) return
    store.accounts.set(
      id,
      Object.freeze({ ...record, ...rest, account: Object.freeze({ ...record.account, ...account }) }),
    )
  }
  const changeRole = (id: AccountId, keeps: boolean, apply: () => void): Effect.Effect<void, LastAdmin> =>
    Effect.suspend(() => {
      const accounts = [...store.accounts.values()].map(({ account }) => account)
      const active = accounts.filter(({ isAdmin, isActive }) => isAdmin && isActive)
      const decided = keeps
        ? Result.void
        : keepAnAdmin(
            active.map((account) => account.id),
            id,
          )
      if (Result.isFailure(decided)) return Effect.fail(decided.failure)
      apply()
      endSessionsOf(store, id)
      return Effect.void
    })
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

    setAdmin: (id, isAdmin, at) => changeRole(id, isAdmin, () => change(id, { isAdmin }, { updatedAt: new Date(at) })),

    setActive: (id, isActive) => changeRole(id, isActive, () => change(id, { isActive })),
  }
}
