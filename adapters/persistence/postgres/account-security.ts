import { Effect, Result } from "effect"
import type { AccountSecurity } from "../../../application/ports/accounts.ts"
import { LastAdmin } from "../../../domain/account/errors.ts"
import type { Database } from "./database.ts"

/* Each change is one statement, so that no reader sees a changed account with its old sessions. */
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
    setAdmin: (id, isAdmin, at) =>
      Effect.promise(() =>
        database.transaction(async ({ rows }) => {
          // All admins are locked in the order of their ids, so that concurrent calls decide one after the other.
          const text = `select id, is_active from ${s}.account where is_admin order by id for no key update`
          const admins = await rows<{ id: number; is_active: boolean }>({ name: "lock admins", text }, [])
          const isLast = !admins.some((admin) => Number(admin.id) !== id && admin.is_active)
          if (!isAdmin && isLast) return Result.fail(new LastAdmin({ account: id }))
          const update = `${ended} update ${s}.account set is_admin = $2, updated_at = $3 where id = $1`
          await rows({ name: "set admin", text: update }, [id, isAdmin, at.toISOString()])
          return Result.void
        }),
      ).pipe(Effect.flatMap(Effect.fromResult)),
    setActive: (id, isActive) =>
      send("set active", `${ended} update ${s}.account set is_active = $2 where id = $1`, [id, isActive]),
  }
}
