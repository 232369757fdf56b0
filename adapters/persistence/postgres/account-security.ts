import { Effect } from "effect"
import type { AccountSecurity } from "../../../application/ports/accounts.ts"
import type { Database } from "./database.ts"

/* Each is one statement, so that no reader sees a changed account with its old sessions. */
export const makeAccountSecurity = (database: Database): AccountSecurity => {
  const s = database.schema
  const send = (name: string, text: string, values: ReadonlyArray<unknown>): Effect.Effect<void> =>
    Effect.promise(async () => {
      await database.rows({ name, text }, values)
    })
  const ended = `with ended as (delete from ${s}.session where account = $1)`
  return {
    rehash: (id, { from, to }) =>
      send("rehash", `update ${s}.account set password_hash = $3 where id = $1 and password_hash = $2`, [id, from, to]),
    promote: (id, passwordHash, at) =>
      send(
        "promote",
        `${ended} update ${s}.account set is_admin = true, is_active = true, password_hash = $2,
          password_changed_at = $3, updated_at = $3 where id = $1`,
        [id, passwordHash, at.toISOString()],
      ),
    setActive: (id, isActive) =>
      send("set active", `${ended} update ${s}.account set is_active = $2 where id = $1`, [id, isActive]),
  }
}
