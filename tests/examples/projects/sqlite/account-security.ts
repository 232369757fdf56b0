import { Result } from "effect"
import { LastAdmin } from "shopwright"
import type { AccountSecurity } from "shopwright/ports"
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
    db.attempt(() => {
      const others = "select 1 from account where is_admin = 1 and is_active = 1 and id <> ?"
      if (!isAdmin && db.first(others, account) === undefined) return Result.fail(new LastAdmin({ account }))
      db.run("update account set is_admin = ?, updated_at = ? where id = ?", isAdmin, at, account)
      endSessionsOf(db, account)
      return Result.void
    }),

  setActive: (account, isActive) =>
    db.write(() => {
      existingAccount(db, account)
      db.run("update account set is_active = ? where id = ?", isActive, account)
      endSessionsOf(db, account)
    }),
})
