import { Effect } from "effect"
import type { Accounts } from "../../../application/ports/accounts.ts"
import { AccountId } from "../../../domain/account/account.ts"
import { IdentifierTaken } from "../../../domain/account/errors.ts"
import { accountRegistered } from "../../../domain/event/event.ts"
import { endSessionsOf } from "./sessions.ts"
import { existing, putEvent, type Store } from "./store.ts"

/** The people who can sign in, in memory. */
export const inMemoryAccounts = (store: Store): Accounts => ({
  add: (newAccount, passwordHash) =>
    Effect.suspend(() => {
      const { username, email, isAdmin, isActive } = newAccount
      if (username !== null && store.accountsByUsername.has(username))
        return Effect.fail(new IdentifierTaken({ identifier: "username" }))
      const account = Object.freeze({ id: AccountId(store.accounts.size + 1), username, email, isAdmin, isActive })
      store.accounts.set(account.id, Object.freeze({ account, passwordHash }))
      if (username !== null) store.accountsByUsername.set(username, account.id)
      putEvent(store, accountRegistered(account, new Date()))
      return Effect.succeed(account)
    }),

  findByUsername: (username) =>
    Effect.sync(() => {
      const id = store.accountsByUsername.get(username)
      return id === undefined ? null : existing(store.accounts, id, "account")
    }),

  promote: (id, passwordHash) =>
    Effect.sync(() => {
      const { account } = existing(store.accounts, id, "account")
      const admin = Object.freeze({ ...account, isAdmin: true })
      store.accounts.set(id, Object.freeze({ account: admin, passwordHash }))
      endSessionsOf(store, id)
    }),
})
