import { Effect } from "effect"
import type { GuestAccounts } from "../../../application/ports/guest-accounts.ts"
import { AccountId } from "../../../domain/account/account.ts"
import { emailKey } from "../../../domain/account/identifier.ts"
import type { Database } from "./database.ts"
import { idOrNone } from "./ids.ts"
import { ConcurrentWrite } from "./resilient-database.ts"
import { isUniqueViolation } from "./sql-errors.ts"

export const makeGuestAccounts = (database: Database): GuestAccounts => {
  const s = database.schema
  const ids = async (name: string, text: string, values: ReadonlyArray<unknown>) =>
    (await database.rows<{ id: number }>({ name, text }, values)).map(({ id }) => AccountId(Number(id)))
  const findByKey = async (key: string): Promise<AccountId | null> =>
    (await ids("guest by key", `select account as id from ${s}.guest where key = $1`, [key]))[0] ?? null
  /** No hash begins with an exclamation mark, so no password matches. */
  const add = `with added as (
      insert into ${s}.account (email, password_hash, first_name, last_name, created_at, updated_at)
      values ($1, '!', $2, $3, $4, $4) returning id
    )
    insert into ${s}.guest (account, key, email_key) select id, $5, $6 from added returning account as id`
  const claim = `with free as (
      select account from ${s}.guest where email_key = $1 and claimed_by is null order by account desc
      limit greatest(0, $3 - (select pg_catalog.count(*) from ${s}.guest where claimed_by = $2)) for update
    )
    update ${s}.guest g set claimed_by = $2 from free f where g.account = f.account and g.claimed_by is null
    returning g.account as id`
  return {
    add: ({ email, profile: { firstName, lastName } }, key, at) =>
      Effect.promise(async () => {
        const values = [email, firstName, lastName, at.toISOString(), key, emailKey(email)]
        try {
          const [id] = await ids("add guest", add, values)
          if (id !== undefined) return id
        } catch (error) {
          if (!isUniqueViolation(error)) throw error
        }
        const known = await findByKey(key)
        if (known === null) throw new ConcurrentWrite()
        return known
      }),

    findByKey: (key) => Effect.promise(() => findByKey(key)),

    claim: (email, by, max) =>
      Effect.promise(async () => (await ids("claim guests", claim, [emailKey(email), by, max])).length),

    claimedBy: (account) =>
      Effect.promise(() =>
        ids("claimed guests", `select account as id from ${s}.guest where claimed_by = $1 order by account`, [
          idOrNone(account),
        ]),
      ),

    claimantOf: (guest) =>
      Effect.promise(async () => {
        const text = `select claimed_by as id from ${s}.guest where account = $1 and claimed_by is not null`
        return (await ids("claimant of guest", text, [idOrNone(guest)]))[0] ?? null
      }),
  }
}
