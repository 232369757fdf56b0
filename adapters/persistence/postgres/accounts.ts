import { Effect } from "effect"
import type { Accounts, Credentials, EnsuredAccount } from "../../../application/ports/accounts.ts"
import type { AccountDetails } from "../../../application/ports/profiles.ts"
import { AccountId } from "../../../domain/account/account.ts"
import { AdminExists, IdentifierTaken } from "../../../domain/account/errors.ts"
import { emailKey, type Identifier, type IdentifierKind } from "../../../domain/account/identifier.ts"
import { accountRegistered } from "../../../domain/event/event.ts"
import { type AccountRow, accountColumns, accountOf, profileColumns } from "./account-columns.ts"
import { batcher } from "./batcher.ts"
import type { Database, Queries } from "./database.ts"
import { type ExternalAccountCall, ensureAll } from "./ensure-accounts.ts"
import { rowOf } from "./event-rows.ts"
import { idOrNone } from "./ids.ts"
import { metadataOf } from "./metadata-column.ts"
import { isUniqueViolation, violatedConstraint } from "./sql-errors.ts"
import { dateOrNull, milliseconds } from "./time.ts"

export const makeAccounts = (database: Database): Accounts => {
  // Sign-ins share round trips, so that a flood of them leaves connections to orders.
  const shared = {
    lanes: database.parallelism,
    maxSize: 128,
    maxWaitSeconds: database.queueTimeoutSeconds,
    observer: database.observer,
  }
  const find = batcher<Identifier, Credentials | null>({
    run: (keys) => findAll(database, keys),
    name: "find accounts",
    ...shared,
  })
  const findById = batcher<AccountId, Credentials | null>({
    run: (keys) => findAllById(database, keys),
    name: "find accounts by id",
    ...shared,
  })
  const ensure = batcher<ExternalAccountCall, EnsuredAccount>({
    run: (calls) => ensureAll(database, calls),
    name: "ensure accounts",
    ...shared,
  })
  return {
    add: (...details) => rejectingTaken(() => addAccount(database, database.schema, details)),
    addFirstAdmin: (...details) =>
      rejectingTaken(() =>
        database.transaction(async ({ rows }) =>
          (await lockFirstAdmin(rows, database.schema)) ? addAccount({ rows }, database.schema, details) : null,
        ),
      ).pipe(Effect.flatMap((added) => (added === null ? Effect.fail(new AdminExists()) : Effect.succeed(added)))),
    // No identifier has a NUL, and PostgreSQL takes no text that has one.
    find: (identifier) =>
      identifier.value.includes("\0") ? Effect.succeed(null) : Effect.promise(() => find(identifier)),
    ensureExternal: (externalId, at) => Effect.promise(() => ensure({ externalId, at })),
    findById: (id) => Effect.promise(() => findById(id)),
  }
}

/** Fails with the identifier that another account has. Other errors of the database are defects. */
const rejectingTaken = <A>(work: () => Promise<A>): Effect.Effect<A, IdentifierTaken> =>
  Effect.tryPromise({ try: work, catch: (error) => error }).pipe(
    Effect.catch((error) => {
      const taken = isUniqueViolation(error) ? takenBy(error) : undefined
      return taken === undefined ? Effect.die(error) : Effect.fail(new IdentifierTaken({ identifier: taken }))
    }),
  )

/**
 * Makes concurrent calls decide one after the other, and returns whether there is no admin. The row of the shop is
 * updated, not only locked, so that a transaction of the host that has read an older snapshot fails.
 */
const lockFirstAdmin = async (rows: Queries["rows"], s: string): Promise<boolean> => {
  const [shop] = await rows({ name: "lock first admin", text: `update ${s}.shop set id = id returning id` }, [])
  if (shop === undefined) throw new Error("The table `shop` is empty: restore its row from a backup.")
  const text = `select id from ${s}.account where is_admin limit 1`
  return (await rows({ name: "has admin", text }, [])).length === 0
}

const addAccount = async (
  { rows }: Queries,
  s: string,
  [newAccount, profile, passwordHash, at]: Parameters<Accounts["add"]>,
): Promise<AccountDetails> => {
  const { signsInByEmail, metadata = null, ...account } = newAccount
  const key = account.email === null || !signsInByEmail ? null : emailKey(account.email)
  const { username, email, phone, isAdmin, isActive } = account
  const details = Object.keys(profileColumns).map((detail) => profile[detail as keyof typeof profile])
  // The database generates the id, and builds the event's stream from it.
  const event = rowOf(accountRegistered({ ...account, id: AccountId(0), externalId: null }, at))
  const [row] = await rows({ name: "add account", text: add(s) }, [
    ...[username, email, key, phone, passwordHash, isAdmin, isActive, at.toISOString()],
    ...[event.kind, event.facts, metadataOf(newAccount)],
    ...details,
  ])
  const id = AccountId(Number(row?.id))
  const times = { createdAt: at, updatedAt: at }
  return { account: { id, ...account, externalId: null }, profile, metadata, ...times, version: 0 }
}

const add = (s: string): string => {
  const details = Object.values(profileColumns)
  return `with added as (
      insert into ${s}.account (
        username, email, email_key, phone, password_hash, is_admin, is_active, created_at, updated_at, metadata,
        ${details.join(", ")}
      ) values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $11::json,
        ${details.map((_, i) => `$${i + 12}`).join(", ")}
      ) returning id
    ), event_row as (
      insert into ${s}.event (stream, number, kind, facts, at)
      select 'account/' || a.id, 1, $9, $10::json, $8 from added a
    )
    select id from added`
}

const takenBy = (violation: unknown): IdentifierKind | undefined => {
  const identifiers: Readonly<Record<string, IdentifierKind>> = {
    account_username_key: "username",
    account_email_key_key: "email",
    account_phone_key: "phone",
  }
  return identifiers[violatedConstraint(violation) ?? ""]
}

const credentialsColumns = `a.password_hash, ${milliseconds("a.password_changed_at")} as password_changed_at,
  a.email_key, ${accountColumns}`

interface CredentialsRow extends AccountRow {
  readonly password_hash: string
  readonly password_changed_at: number | null
  readonly email_key: string | null
}

const credentialsOf = (row: CredentialsRow): Credentials => ({
  account: accountOf(row),
  passwordHash: row.password_hash,
  passwordChangedAt: dateOrNull(row.password_changed_at),
})

const findAll = async (
  database: Database,
  identifiers: ReadonlyArray<Identifier>,
): Promise<ReadonlyArray<Credentials | null>> => {
  const valuesOf = (kind: IdentifierKind) => identifiers.filter((one) => one.kind === kind).map(comparable)
  const rows = await database.rows<CredentialsRow>(
    {
      name: "find accounts",
      text: `select ${credentialsColumns} from ${database.schema}.account a
        where a.username = any ($1::text[]) or a.email_key = any ($2::text[]) or a.phone = any ($3::text[])`,
    },
    [valuesOf("username"), valuesOf("email"), valuesOf("phone")],
  )
  const found = new Map<string, Credentials>()
  for (const row of rows) {
    const credentials = credentialsOf(row)
    const { username, phone } = credentials.account
    found
      .set(`username:${username}`, credentials)
      .set(`phone:${phone}`, credentials)
      .set(`email:${row.email_key}`, credentials)
  }
  return identifiers.map((one) => found.get(`${one.kind}:${comparable(one)}`) ?? null)
}

const comparable = ({ kind, value }: Identifier): string => (kind === "email" ? emailKey(value) : value)

const findAllById = async (
  database: Database,
  ids: ReadonlyArray<AccountId>,
): Promise<ReadonlyArray<Credentials | null>> => {
  const rows = await database.rows<CredentialsRow>(
    {
      name: "find accounts by id",
      text: `select ${credentialsColumns} from ${database.schema}.account a where a.id = any ($1::bigint[]) and a.erased_at is null`,
    },
    [ids.map(idOrNone)],
  )
  const all = rows.map(credentialsOf)
  const found = new Map(all.map((credentials) => [credentials.account.id, credentials]))
  return ids.map((id) => found.get(id) ?? null)
}
