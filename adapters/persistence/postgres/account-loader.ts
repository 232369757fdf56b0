import { Effect } from "effect"
import type { AccountLoader, AccountToLoad, TakenIdentifier } from "../../../application/ports/account-loader.ts"
import type { IdentifierKind } from "../../../domain/account/identifier.ts"
import { emailKey } from "../../../domain/account/identifier.ts"
import type { Database, Queries } from "./database.ts"
import { ConcurrentWrite } from "./resilient-database.ts"
import { isUniqueViolation } from "./sql-errors.ts"

const PORTION = 1000

export const makeAccountLoader = (database: Database): AccountLoader => ({
  load: (accounts, { isDryRun }) =>
    Effect.promise(() =>
      database.transaction(async ({ rows }) => {
        const s = database.schema
        const taken = await takenOf(rows, s, accounts)
        if (taken.length > 0 || isDryRun) return taken
        await insert(rows, s, accounts).catch((error: unknown) => {
          // Another process has added an account meanwhile. Repeating the transaction finds it.
          throw isUniqueViolation(error) ? new ConcurrentWrite("an account was added", { cause: error }) : error
        })
        return []
      }),
    ),
})

/** The columns of the identifiers, and their values in the form that is compared. */
const identifiers: Readonly<
  Record<IdentifierKind, readonly [column: string, value: (account: AccountToLoad) => string | null]>
> = {
  username: ["username", ({ account }) => account.username],
  email: ["email_key", ({ account }) => keyOf(account)],
  phone: ["phone", ({ account }) => account.phone],
}

const keyOf = ({ email, signsInByEmail }: AccountToLoad["account"]): string | null =>
  email === null || !signsInByEmail ? null : emailKey(email)

const takenOf = async (rows: Queries["rows"], s: string, accounts: ReadonlyArray<AccountToLoad>) => {
  const taken: Array<TakenIdentifier> = []
  for (const [identifier, [column, read]] of Object.entries(identifiers)) {
    const values = accounts.map(read)
    const found = await rows<{ readonly value: string }>(
      {
        name: `taken ${column}`,
        text: `select ${column} as value from ${s}.account where ${column} = any ($1::text[])`,
      },
      [values.filter((value) => value !== null)],
    )
    const known = new Set(found.map(({ value }) => value))
    for (const [index, value] of values.entries())
      if (value !== null && known.has(value)) taken.push({ index, identifier: identifier as IdentifierKind })
  }
  return taken
}

const insert = async (rows: Queries["rows"], s: string, accounts: ReadonlyArray<AccountToLoad>): Promise<void> => {
  const [found] = await rows(
    { name: "has accounts", text: `select exists (select from ${s}.account) as is_filled` },
    [],
  )
  const ids = new Set(accounts.map(({ id }) => id))
  const keepsIds = found?.is_filled === false && ids.size === accounts.length && !ids.has(null)
  const columns = `${keepsIds ? "id, " : ""}username, email, email_key, phone, password_hash, is_admin, is_active,
    first_name, last_name, metadata, created_at, updated_at`
  for (let start = 0; start < accounts.length; start += PORTION)
    await rows(
      {
        name: keepsIds ? "load accounts with ids" : "load accounts",
        text: `insert into ${s}.account (${columns})
          select ${columns} from pg_catalog.json_populate_recordset(null::${s}.account, $1::json)`,
      },
      [JSON.stringify(accounts.slice(start, start + PORTION).map(rowOf))],
    )
  if (keepsIds && accounts.length > 0)
    await rows(
      {
        name: "continue account ids",
        text: `select pg_catalog.setval(pg_catalog.pg_get_serial_sequence($1, 'id'), pg_catalog.max(id)) from ${s}.account`,
      },
      [`${s}.account`],
    )
}

const rowOf = ({ account, id, passwordHash, firstName, lastName, createdAt }: AccountToLoad) => ({
  id,
  username: account.username,
  email: account.email,
  email_key: keyOf(account),
  phone: account.phone,
  password_hash: passwordHash,
  is_admin: account.isAdmin,
  is_active: account.isActive,
  first_name: firstName,
  last_name: lastName,
  metadata: account.metadata ?? null,
  created_at: createdAt.toISOString(),
  updated_at: createdAt.toISOString(),
})
