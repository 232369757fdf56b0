import { Effect, Result } from "effect"
import type { AccountSecurity } from "../../../application/ports/accounts.ts"
import { AccountId } from "../../../domain/account/account.ts"
import type { LastAdmin } from "../../../domain/account/errors.ts"
import { keepAnAdmin } from "../../../domain/account/last-admin.ts"
import type { Database, Queries, Statement } from "./database.ts"

/**
 * Locks all admins in the order of their ids, so that concurrent calls decide one after the other. Returns the active
 * ones.
 */
export const lockAdmins = async (rows: Queries["rows"], s: string): Promise<ReadonlyArray<AccountId>> => {
  const text = `select id, is_active from ${s}.account where is_admin order by id for no key update`
  const locked = await rows<{ id: number; is_active: boolean }>({ name: "lock admins", text }, [])
  return locked.filter((admin) => admin.is_active).map((admin) => AccountId(Number(admin.id)))
}

/** Ends all sessions of an account. */
export const endSessions = (s: string): Statement => ({
  name: "end all sessions",
  text: `delete from ${s}.session where account = $1`,
})

/*
 * One transaction changes an account and ends its sessions, so that no reader sees a changed account with its old ones.
 * The two statements are separate, because a cluster holds the tables in different ways.
 */
export const makeAccountSecurity = (database: Database): AccountSecurity => {
  const s = database.schema
  const send = (name: string, text: string, values: ReadonlyArray<unknown>): Effect.Effect<void> =>
    Effect.promise(async () => {
      await database.rows({ name, text }, values)
    })
  /** Changes the role or the activation of an account. `keeps` says whether it stays an active admin if it is one. */
  const changeRole = (
    id: AccountId,
    keeps: boolean,
    { name, text, values }: Statement & { readonly values: ReadonlyArray<unknown> },
  ): Effect.Effect<void, LastAdmin> =>
    Effect.promise(() =>
      database.transaction(async ({ rows }) => {
        const decided = keeps ? Result.void : keepAnAdmin(await lockAdmins(rows, s), id)
        if (Result.isSuccess(decided)) {
          await rows(endSessions(s), [id])
          await rows({ name, text }, values)
        }
        return decided
      }),
    ).pipe(Effect.flatMap(Effect.fromResult))
  return {
    rehash: (id, { from, to }) =>
      send("rehash", `update ${s}.account set password_hash = $3 where id = $1 and password_hash = $2`, [id, from, to]),
    promote: (id, passwordHash, at) =>
      Effect.promise(() =>
        database.transaction(async ({ rows }) => {
          const text = `update ${s}.account set is_admin = true, is_active = true, password_hash = $2,
            password_changed_at = $3, updated_at = $3 where id = $1 and erased_at is null`
          await rows(endSessions(s), [id])
          await rows({ name: "promote", text }, [id, passwordHash, at.toISOString()])
        }),
      ),
    setAdmin: (id, isAdmin, at) =>
      changeRole(id, isAdmin, {
        name: "set admin",
        text: `update ${s}.account set is_admin = $2, updated_at = $3 where id = $1 and erased_at is null`,
        values: [id, isAdmin, at.toISOString()],
      }),
    setActive: (id, isActive) =>
      changeRole(id, isActive, {
        name: "set active",
        text: `update ${s}.account set is_active = $2 where id = $1 and erased_at is null`,
        values: [id, isActive],
      }),
  }
}
