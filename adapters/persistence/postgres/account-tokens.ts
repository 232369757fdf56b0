import { Effect } from "effect"
import type { AccountTokens, NewAccountToken } from "../../../application/ports/account-tokens.ts"
import { AccountId } from "../../../domain/account/account.ts"
import type { TokenPurpose } from "../../../domain/account/account-token.ts"
import { DELETED_PER_INSERT } from "../sign-in-retention.ts"
import { endSessions } from "./account-security.ts"
import type { Database, Queries } from "./database.ts"
import { addInSteps } from "./distributed/add-account-token.ts"
import { idOrNone } from "./ids.ts"
import { milliseconds } from "./time.ts"
import { validToken } from "./valid-token.ts"

/** The largest count that fits into the parameter. */
const NO_LIMIT = 2_147_483_647

export const makeAccountTokens = (database: Database): AccountTokens => {
  const s = database.schema
  const send = (name: string, text: string, values: ReadonlyArray<unknown>) =>
    Effect.promise(() => database.rows({ name, text }, values))
  /**
   * Uses a token: deletes it and changes its account in one transaction. Of concurrent calls, one finds the token. Its
   * account is read first, because a cluster finds the shard of the token by it. The token and the account are changed by
   * statements of their own, because a cluster holds them in different ways. Returns whether the token was valid. An
   * invalid token is deleted as well.
   */
  const use = (
    { digest, purpose, at }: { readonly digest: string; readonly purpose: TokenPurpose; readonly at: Date },
    change: (queries: Queries, token: UsedToken) => Promise<boolean>,
  ): Effect.Effect<boolean> =>
    Effect.promise(async () => {
      const find = `select account from ${s}.account_token where digest = $1 and purpose = $2`
      const [owner] = await database.rows({ name: "owner of account token", text: find }, [digest, purpose])
      if (owner === undefined) return false
      return database.transaction(async (queries) => {
        const text = `delete from ${s}.account_token t where t.digest = $1 and t.purpose = $2 and t.account = $4
          returning t.account, t.email, ${milliseconds("t.password_changed_at")} as password_changed_at,
            t.expires_at > $3 as is_current`
        const [token] = await queries.rows<UsedToken>({ name: "use account token", text }, [
          digest,
          purpose,
          at.toISOString(),
          owner.account,
        ])
        return token?.is_current === true && (await change(queries, token))
      })
    })
  return {
    add: (token, max, now) => {
      const most = Math.min(max, NO_LIMIT)
      return Effect.promise(() =>
        database.isDistributed ? addInSteps(database, token, most, now) : addAtOnce(database, token, most, now),
      )
    },

    find: (digest, purpose, now) =>
      Effect.map(
        send(
          "find account token",
          `select t.account from ${s}.account_token t join ${s}.account a on a.id = t.account
            where t.digest = $1 and t.purpose = $2 and ${validToken("$3")}`,
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
      use({ digest, purpose: "password", at }, async ({ rows }, { account, password_changed_at }) => {
        const text = `update ${s}.account a set password_hash = $2, password_changed_at = $3, updated_at = $3
          where a.id = $1 and ${milliseconds("a.password_changed_at")} is not distinct from $4::float8 returning a.id`
        const changed = await rows({ name: "reset password", text }, [
          account,
          passwordHash,
          at.toISOString(),
          password_changed_at,
        ])
        if (changed.length === 0) return false
        await rows(endSessions(s), [account])
        return true
      }),

    verifyEmail: (digest, at) =>
      use({ digest, purpose: "email", at }, async ({ rows }, { account, email }) => {
        const text = `update ${s}.account a set is_verified = true, updated_at = $2, version = version + 1
          where a.id = $1 and a.email is not distinct from $3 returning a.id`
        return (await rows({ name: "verify e-mail", text }, [account, at.toISOString(), email])).length > 0
      }),
  }
}

/** Adds a token and deletes some expired ones. Returns whether the account had fewer valid ones than `max`. */
const addAtOnce = async (
  { rows, schema: s }: Database,
  { digest, account, purpose, expiresAt }: NewAccountToken,
  max: number,
  now: Date,
): Promise<boolean> => {
  const text = `with swept as (
      delete from ${s}.account_token where (digest, account) in (
        select digest, account from ${s}.account_token where expires_at <= $5 order by expires_at
        limit ${DELETED_PER_INSERT} for update skip locked
      )
    )
    insert into ${s}.account_token (digest, account, purpose, password_changed_at, email, expires_at)
    select $1, a.id, $3, a.password_changed_at, a.email, $4 from ${s}.account a
    where a.id = $2 and a.erased_at is null and (
      select pg_catalog.count(*) from ${s}.account_token t
      where t.account = a.id and t.purpose = $3 and ${validToken("$5")}
    ) < $6::integer
    returning account`
  const values = [digest, idOrNone(account), purpose, expiresAt.toISOString(), now.toISOString(), max]
  return (await rows({ name: "add account token", text }, values)).length > 0
}

/** A token that a call has deleted. */
interface UsedToken {
  readonly account: number
  /** The address that the token verifies. */
  readonly email: string | null
  /** When the password was changed before the token was created, in milliseconds since 1970. */
  readonly password_changed_at: number | null
  /** Whether the token had not expired. */
  readonly is_current: boolean
}
