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

  setActive: (account, isActive) =>
    db.write(() => {
      existingAccount(db, account)
      db.run("update account set is_active = ? where id = ?", isActive, account)
      endSessionsOf(db, account)
    }),
})
