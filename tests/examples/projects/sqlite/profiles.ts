import type { Profiles } from "shopwright/ports"
import { detailsOf, existingAccount, findAccount, profileOf } from "./accounts.ts"
import type { Database } from "./database.ts"
import { endSessionsOf } from "./sessions.ts"

/** Profiles, in SQLite. */
export const sqliteProfiles = (db: Database): Profiles => ({
  find: (account) =>
    db.read(() => {
      const row = findAccount(db, account)
      return row === undefined ? null : detailsOf(row)
    }),

  update: (account, { profile, passwordHash }, at) =>
    db.write(() => {
      const row = findAccount(db, account)
      if (row === undefined) return null
      const former = profileOf(row)
      const updated = JSON.stringify({ ...former, ...profile })
      db.run("update account set profile = ?, updated_at = ? where id = ?", updated, at, account)
      if (passwordHash !== undefined) {
        db.run("update account set password_hash = ?, password_changed_at = ? where id = ?", passwordHash, at, account)
        endSessionsOf(db, account)
      }
      return { details: detailsOf(existingAccount(db, account)), formerPicture: former.picture }
    }),
})
