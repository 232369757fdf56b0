import type { EnsuredAccount } from "../../../application/ports/accounts.ts"
import { AccountId } from "../../../domain/account/account.ts"
import type { ExternalId } from "../../../domain/account/external-id.ts"
import { NO_PASSWORD } from "../../../domain/account/password.ts"
import { accountRegistered } from "../../../domain/event/event.ts"
import { type AccountRow, accountColumns, accountOf } from "./account-columns.ts"
import type { Database } from "./database.ts"
import { rowOf } from "./event-rows.ts"

/** The external id of an account, and the time at which it is created if there is none. */
export interface ExternalAccountCall {
  readonly externalId: ExternalId
  readonly at: Date
}

/**
 * Returns the account of every call, and adds those that are missing, in one statement. If a concurrent transaction adds
 * the same account first, the statement waits for it and returns its row: `do update` returns rows that the statement's
 * snapshot does not contain. At REPEATABLE READ and SERIALIZABLE that is a serialization failure.
 */
export const ensureAll = async (
  { schema: s, rows }: Database,
  calls: ReadonlyArray<ExternalAccountCall>,
): Promise<ReadonlyArray<EnsuredAccount>> => {
  const times = new Map(calls.map(({ externalId, at }) => [externalId, at.toISOString()]))
  const unnamed = { id: AccountId(0), username: null, email: null, phone: null, externalId: null }
  const { kind, facts } = rowOf(accountRegistered({ ...unnamed, isAdmin: false, isActive: true }, new Date(0)))
  // The order of the rows is that of their locks, so that concurrent batches do not wait for each other.
  const text = `with found as (
      select ${accountColumns} from ${s}.account a where a.external_id = any ($1::text[])
    ), added as (
      insert into ${s}.account as a (external_id, password_hash, created_at, updated_at)
      select n.external_id, $3::text, n.at, n.at from unnest($1::text[], $2::timestamptz[]) as n (external_id, at)
      where n.external_id not in (select f.external_id from found f)
      order by n.external_id collate "C"
      on conflict (external_id) do update set external_id = excluded.external_id
      returning ${accountColumns}, a.created_at
    ), event_row as (
      insert into ${s}.event (stream, number, kind, facts, at)
      select 'account/' || a.id, 1, $4::text, $5::json, a.created_at from added a
      on conflict (stream, number) do nothing
      returning stream
    )
    select ${accountColumns}, false as is_new from found a
    union all
    select ${accountColumns}, 'account/' || a.id in (select stream from event_row) as is_new from added a`
  const values = [[...times.keys()], [...times.values()], NO_PASSWORD, kind, facts]
  const found = new Map<string, EnsuredAccount>()
  for (const row of await rows<AccountRow & { readonly is_new: boolean }>({ name: "ensure accounts", text }, values)) {
    const account = accountOf(row)
    if (account.externalId !== null) found.set(account.externalId, { account, isNew: row.is_new })
  }
  return calls.map(({ externalId }) => {
    const ensured = found.get(externalId)
    if (ensured === undefined) throw new Error(`the database returned no account for the external id ${externalId}`)
    // Of several calls that create an account together, the first has created it.
    found.set(externalId, { ...ensured, isNew: false })
    return ensured
  })
}
