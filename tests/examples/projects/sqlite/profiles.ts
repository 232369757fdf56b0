import { Result } from "effect"
import type { ProfileConflict, Profiles, UpdatedProfile } from "shopwright/ports"
import { detailsOf, existingAccount, findAccount, profileOf } from "./accounts.ts"
import type { Database } from "./database.ts"
import { storedMetadata } from "./metadata.ts"
import { endSessionsOf } from "./sessions.ts"

/** Profiles, in SQLite. */
export const sqliteProfiles = (db: Database): Profiles => ({
  find: (account) =>
    db.read(() => {
      const row = findAccount(db, account)
      return row === undefined ? null : detailsOf(row)
    }),

  update: (account, { profile, metadata, passwordHash, from }, at) =>
    db.attempt((): Result.Result<UpdatedProfile | null, ProfileConflict> => {
      const row = findAccount(db, account)
      if (row === undefined) return Result.succeed(null)
      if (from !== undefined && row.version !== from) return Result.fail({ _tag: "ProfileConflict" })
      const former = profileOf(row)
      const updated = JSON.stringify({ ...former, ...profile })
      const write = "update account set profile = ?, updated_at = ?, version = version + 1 where id = ?"
      db.run(write, updated, at, account)
      if (metadata !== undefined)
        db.run("update account set metadata = ? where id = ?", storedMetadata({ metadata }), account)
      if (passwordHash !== undefined) {
        db.run("update account set password_hash = ?, password_changed_at = ? where id = ?", passwordHash, at, account)
        endSessionsOf(db, account)
      }
      return Result.succeed({ details: detailsOf(existingAccount(db, account)), formerPicture: former.picture })
    }),
})
