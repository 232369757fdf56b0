import type { NewAccountToken } from "../../../../application/ports/account-tokens.ts"
import { DELETED_PER_INSERT } from "../../sign-in-retention.ts"
import type { Database } from "../database.ts"
import { idOrNone } from "../ids.ts"
import { validToken } from "../valid-token.ts"

/**
 * Adds a token and deletes some expired ones. Returns whether the account had fewer valid ones than `max`. Citus reads no
 * copied table with a condition on a distributed one, so the valid tokens are counted first. As on one server, calls at
 * the same time can exceed the limit.
 */
export const addInSteps = async (
  { rows, schema: s }: Database,
  { digest, account, purpose, expiresAt }: NewAccountToken,
  max: number,
  now: Date,
): Promise<boolean> => {
  const count = `select pg_catalog.count(*) as count from ${s}.account_token t join ${s}.account a on a.id = t.account
    where t.account = $1 and t.purpose = $2 and ${validToken("$3")}`
  const owned = [idOrNone(account), purpose, now.toISOString()]
  const [row] = await rows<{ readonly count: number }>({ name: "count account tokens", text: count }, owned)
  if (Number(row?.count) >= max) return false
  const insert = `with swept as (
      delete from ${s}.account_token where (digest, account) in (
        select digest, account from ${s}.account_token where expires_at <= $5 order by expires_at
        limit ${DELETED_PER_INSERT}
      )
    )
    insert into ${s}.account_token (digest, account, purpose, password_changed_at, email, expires_at)
    select $1::text, a.id, $3::text, a.password_changed_at, a.email, $4::timestamptz from ${s}.account a
    where a.id = $2 and a.erased_at is null returning account`
  const values = [digest, idOrNone(account), purpose, expiresAt.toISOString(), now.toISOString()]
  return (await rows({ name: "insert account token", text: insert }, values)).length > 0
}
