import { Effect, Result } from "effect"
import type { AccountErasure, Erased } from "../../../application/ports/account-erasure.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import type { LastAdmin } from "../../../domain/account/errors.ts"
import { keepAnAdmin } from "../../../domain/account/last-admin.ts"
import { PictureName } from "../../../domain/account/picture.ts"
import { emptyProfile } from "../../../domain/account/profile.ts"
import { withoutPerson } from "../../../domain/event/event.ts"
import { profileColumns } from "./account-columns.ts"
import { lockAdmins } from "./account-security.ts"
import type { Database, Queries } from "./database.ts"
import { rowOf } from "./event-rows.ts"
import { idOrNone } from "./ids.ts"

export const makeAccountErasure = (database: Database): AccountErasure => ({
  erase: (account, at) =>
    Effect.promise(() =>
      database.transaction(async ({ rows }): Promise<Result.Result<Erased | null, LastAdmin>> => {
        const s = database.schema
        const decided = keepAnAdmin(await lockAdmins(rows, s), account)
        if (Result.isFailure(decided)) return Result.fail(decided.failure)
        // Orders lock their account in the mode that this one conflicts with: each is recorded before or rejected.
        const lock = `select picture, erased_at is not null as is_erased from ${s}.account where id = $1 for update`
        const [found] = await rows<LockedAccount>({ name: "lock account", text: lock }, [idOrNone(account)])
        if (found === undefined) return Result.succeed(null)
        if (found.is_erased) return Result.succeed({ picture: null })
        for (const [name, text] of Object.entries(removals(s))) await rows({ name, text }, [account])
        // Before the events: once a transaction has changed several shards, a cluster rejects changes of copied tables.
        await eraseAccount(rows, s, account, at)
        await eraseDeliveriesOfEvents(rows, s, account)
        await eraseRegistration(rows, s, account, at)
        return Result.succeed({ picture: found.picture === null ? null : PictureName(found.picture) })
      }),
    ).pipe(Effect.flatMap(Effect.fromResult)),
})

interface LockedAccount {
  readonly picture: string | null
  readonly is_erased: boolean
}

/** What is deleted or emptied, by the name of its statement. The parameter is the account. */
const removals = (s: string): Readonly<Record<string, string>> => ({
  "erase words": `delete from ${s}.account_word where account = $1`,
  "erase sessions": `delete from ${s}.session where account = $1`,
  "erase tokens": `delete from ${s}.account_token where account = $1`,
  "erase api keys": `delete from ${s}.api_key where account = $1`,
  "erase mails": `delete from ${s}.queued_mail where account = $1`,
  "erase guest": `delete from ${s}.guest where account = $1`,
  "erase keys": `delete from ${s}.order_key where account = $1`,
  "erase notes": `delete from ${s}.order_note where account = $1`,
  "erase reasons": `update ${s}.order_step set reason = '' where account = $1 and reason <> ''`,
  "erase deliveries": `update ${s}.orders set address = null, phone = null, metadata = null
    where account = $1 and (address is not null or metadata is not null)`,
  "erase line metadata": `update ${s}.order_line l set metadata = null from ${s}.orders o
    where o.account = $1 and l."order" = o.id and l.account = o.account and l.metadata is not null`,
  "note erased picture": `insert into ${s}.noted_picture (name)
    select picture from ${s}.account where id = $1 and picture is not null on conflict do nothing`,
})

/**
 * Removes the deliveries and the metadata from the events of the account's orders. The orders are read first, because a cluster
 * distributes events by another key.
 */
const eraseDeliveriesOfEvents = async (rows: Queries["rows"], s: string, account: AccountId): Promise<void> => {
  const orders = `select 'order/' || id as stream from ${s}.orders where account = $1`
  const streams = await rows<{ stream: string }>({ name: "streams of orders", text: orders }, [account])
  const text = `update ${s}.event set facts = (pg_catalog.jsonb_set(facts::jsonb, '{delivery}', 'null'::jsonb) - 'metadata' - 'lineMetadata')::json
    where stream = any ($1::text[]) and kind = 'OrderPlaced'`
  await rows({ name: "erase deliveries of events", text }, [streams.map(({ stream }) => stream)])
}

/** Removes the identifiers from the event of the registration, and records the event of the erasure after it. */
const eraseRegistration = async (rows: Queries["rows"], s: string, account: AccountId, at: Date): Promise<void> => {
  const registered = rowOf(withoutPerson({ _tag: "AccountRegistered", account, username: null, email: null, at }))
  const erase = `update ${s}.event set facts = $3::json where stream = $1 and kind = $2`
  await rows({ name: "erase identifiers of event", text: erase }, [
    registered.stream,
    registered.kind,
    registered.facts,
  ])
  const { stream, kind, facts, at: time } = rowOf({ _tag: "AccountErased", account, at })
  const record = `insert into ${s}.event (stream, number, kind, facts, at) values ($1, 2, $2, $3::json, $4)`
  await rows({ name: "record erasure", text: record }, [stream, kind, facts, time])
}

/** Empties the account itself. No hash begins with an exclamation mark, so no password matches. */
const eraseAccount = async (rows: Queries["rows"], s: string, account: AccountId, at: Date): Promise<void> => {
  const details = Object.entries(profileColumns)
  const text = `update ${s}.account set username = null, email = null, email_key = null, phone = null, external_id = null,
    password_hash = '!', is_admin = false, is_active = false, is_indexed = true, metadata = null,
    password_changed_at = $2, updated_at = $2, erased_at = $2,
    ${details.map(([, column], i) => `${column} = $${i + 3}`).join(", ")} where id = $1`
  const values = details.map(([detail]) => emptyProfile[detail as keyof typeof emptyProfile])
  await rows({ name: "erase account", text }, [account, at.toISOString(), ...values])
}
