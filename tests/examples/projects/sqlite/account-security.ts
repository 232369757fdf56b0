import { Result } from "effect"
import { AccountId } from "shopwright"
import { type AccountSecurity, keepAnAdmin } from "shopwright/ports"
import { existingAccount } from "./accounts.ts"
import type { Database } from "./database.ts"
import { endSessionsOf } from "./sessions.ts"

/** Changes passwords and activation of accounts, in SQLite. */
export const sqliteAccountSecurity = (db: Database): AccountSecurity => ({
  rehash: (account, { from, to }) =>
    db.write(() => {
      db.run("update account set password_hash = ? where id = ? and password_hash = ?", to, account, from)
    }),

  promote: (account, passwordHash, at) =>
    db.write(() => {
      existingAccount(db, account)
      db.run(
        `update account set is_admin = 1, is_active = 1, password_hash = ?, password_changed_at = ?, updated_at = ?
          where id = ?`,
        ...[passwordHash, at, at, account],
      )
      endSessionsOf(db, account)
    }),

  setAdmin: (account, isAdmin, at) =>
    changeRole(db, account, isAdmin, () => {
      db.run("update account set is_admin = ?, updated_at = ? where id = ?", isAdmin, at, account)
    }),

  setActive: (account, isActive) =>
    changeRole(db, account, isActive, () => {
      existingAccount(db, account)
      db.run("update account set is_active = ? where id = ?", isActive, account)
    }),
})

const changeRole = (db: Database, account: AccountId, keeps: boolean, apply: () => void) =>
  db.attempt(() => {
    const active = db.all<{ id: number }>("select id from account where is_admin = 1 and is_active = 1")
    const decided = keeps
      ? Result.void
      : keepAnAdmin(
          active.map(({ id }) => AccountId(id)),
          account,
        )
    if (Result.isFailure(decided)) return decided
    apply()
    endSessionsOf(db, account)
    return Result.void
  })
