import { Effect } from "effect"
import type { AccountTokens } from "../../../application/ports/account-tokens.ts"
import { AccountId } from "../../../domain/account/account.ts"
import { DELETED_PER_INSERT } from "../sign-in-retention.ts"
import type { Database } from "./database.ts"
import { idOrNone } from "./ids.ts"

/** Whether a token `t` of an account `a` is valid at the time `$now`. */
const valid = (now: string): string => `t.expires_at > ${now} and case t.purpose
    when 'password' then t.password_changed_at is not distinct from a.password_changed_at
    else t.email is not distinct from a.email end`

/** The largest count that fits into the parameter. */
const NO_LIMIT = 2_147_483_647

export const makeAccountTokens = (database: Database): AccountTokens => {
  const s = database.schema
  const send = (name: string, text: string, values: ReadonlyArray<unknown>) =>
    Effect.promise(() => database.rows({ name, text }, values))
  const use = (name: string, text: string, values: ReadonlyArray<unknown>) =>
    Effect.map(send(name, text, values), (rows) => rows.length > 0)
  /** Deletes the token first: of concurrent calls, one finds it. */
  const used = `used as (
      delete from ${s}.account_token t where t.digest = $1 and t.purpose = $2 returning *
    ), owner as (
      select a.id from ${s}.account a join used t on t.account = a.id where ${valid("$3")} for no key update of a
    )`
  return {
    add: ({ digest, account, purpose, expiresAt }, max, now) =>
      use(
        "add account token",
        `with swept as (
          delete from ${s}.account_token where (digest, account) in (
            select digest, account from ${s}.account_token where expires_at <= $5 order by expires_at
            limit ${DELETED_PER_INSERT} for update skip locked
          )
        )
        insert into ${s}.account_token (digest, account, purpose, password_changed_at, email, expires_at)
        select $1, a.id, $3, a.password_changed_at, a.email, $4 from ${s}.account a
        where a.id = $2 and a.erased_at is null and (
          select pg_catalog.count(*) from ${s}.account_token t
          where t.account = a.id and t.purpose = $3 and ${valid("$5")}
        ) < $6::integer
        returning account`,
        [digest, idOrNone(account), purpose, expiresAt.toISOString(), now.toISOString(), Math.min(max, NO_LIMIT)],
      ),

    find: (digest, purpose, now) =>
      Effect.map(
        send(
          "find account token",
          `select t.account from ${s}.account_token t join ${s}.account a on a.id = t.account
            where t.digest = $1 and t.purpose = $2 and ${valid("$3")}`,
          [digest, purpose, now.toISOString()],
        ),
        ([row]) => (row === undefined ? null : AccountId(Number(row.account))),
      ),

    remove: (digest) =>
      Effect.asVoid(send("remove account token", `delete from ${s}.account_token where digest = $1`, [digest])),

    removeAll: (account, purpose) =>
      Effect.asVoid(
        send("remove account tokens", `delete from ${s}.account_token where account = $1 and purpose = $2`, [
          idOrNone(account),
          purpose,
        ]),
      ),

    resetPassword: (digest, passwordHash, at) =>
      use(
        "reset password",
        `with ${used}, ended as (delete from ${s}.session where account in (select id from owner))
        update ${s}.account a set password_hash = $4, password_changed_at = $3, updated_at = $3
        from owner where a.id = owner.id returning a.id`,
        [digest, "password", at.toISOString(), passwordHash],
      ),

    verifyEmail: (digest, at) =>
      use(
        "verify e-mail",
        `with ${used} update ${s}.account a set is_verified = true, updated_at = $3, version = version + 1
        from owner where a.id = owner.id returning a.id`,
        [digest, "email", at.toISOString()],
      ),
  }
}
