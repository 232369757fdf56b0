import { Result } from "effect"
import {
  type Account,
  type AccountId,
  AdminExists,
  type EmailAddress,
  type ExternalId,
  emptyProfile,
  type Identifier,
  IdentifierTaken,
  type PhoneNumber,
  type Profile,
  type Username,
} from "shopwright"
import { type AccountDetails, type Accounts, accountRegistered, type Credentials, emailKey } from "shopwright/ports"
import { type Database, time, timeOrNull } from "./database.ts"
import { readMetadata, storedMetadata } from "./metadata.ts"
import { putEvent } from "./outbox.ts"

/** A row of the accounts table. */
export interface AccountRow {
  readonly id: AccountId
  readonly username: Username | null
  readonly email: EmailAddress | null
  readonly phone: PhoneNumber | null
  readonly external_id: ExternalId | null
  readonly is_admin: number
  readonly is_active: number
  readonly profile: string
  readonly metadata: string | null
  readonly password_hash: string
  readonly password_changed_at: number | null
  readonly created_at: number
  readonly updated_at: number
  readonly version: number
}

/** Accounts, in SQLite. */
export const sqliteAccounts = (db: Database): Accounts => ({
  add: (...details) => db.attempt(() => add(db, ...details)),

  addFirstAdmin: (...details) =>
    db.attempt((): Result.Result<AccountDetails, IdentifierTaken | AdminExists> => {
      if (db.first("select id from account where is_admin = 1") !== undefined) return Result.fail(new AdminExists())
      return add(db, ...details)
    }),

  ensureExternal: (externalId, at) =>
    db.write(() => {
      const known = db.first<AccountRow>("select * from account where external_id = ?", externalId)
      if (known !== undefined) return { account: accountOf(known), isNew: false }
      const { id } = db.run(
        `insert into account (external_id, is_admin, is_active, profile, password_hash, created_at, updated_at)
          values (?, 0, 1, ?, '!', ?, ?)`,
        ...[externalId, JSON.stringify(emptyProfile), at, at],
      )
      const account = accountOf(existingAccount(db, id))
      putEvent(db, accountRegistered(account, at))
      return { account, isNew: true }
    }),

  find: (identifier) => db.read(() => credentialsOf(findBy(db, identifier))),

  findById: (account) => db.read(() => credentialsOf(findAccount(db, account))),
})

const add = (
  db: Database,
  ...[account, profile, passwordHash, at]: Parameters<Accounts["add"]>
): Result.Result<AccountDetails, IdentifierTaken> => {
  const { username, email, phone, isAdmin, isActive, signsInByEmail } = account
  const signInEmail = email === null || !signsInByEmail ? null : email
  for (const identifier of identifiersOf(username, signInEmail, phone))
    if (findBy(db, identifier) !== undefined) return Result.fail(new IdentifierTaken({ identifier: identifier.kind }))
  const { id } = db.run(
    `insert into account (username, email, sign_in_email, phone, is_admin, is_active, profile, metadata,
      password_hash, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[username, email, signInEmail && emailKey(signInEmail), phone, isAdmin, isActive],
    ...[JSON.stringify(profile), storedMetadata(account), passwordHash, at, at],
  )
  const details = detailsOf(existingAccount(db, id))
  putEvent(db, accountRegistered(details.account, at))
  return Result.succeed(details)
}

const identifiersOf = (
  username: Username | null,
  email: EmailAddress | null,
  phone: PhoneNumber | null,
): ReadonlyArray<Identifier> => [
  ...(username === null ? [] : [{ kind: "username", value: username } as const]),
  ...(email === null ? [] : [{ kind: "email", value: email } as const]),
  ...(phone === null ? [] : [{ kind: "phone", value: phone } as const]),
]

const findBy = (db: Database, { kind, value }: Identifier): AccountRow | undefined => {
  switch (kind) {
    case "username":
      return db.first("select * from account where username = ?", value)
    case "email":
      return db.first("select * from account where sign_in_email = ?", emailKey(value))
    case "phone":
      return db.first("select * from account where phone = ?", value)
  }
}

export const findAccount = (db: Database, id: number): AccountRow | undefined =>
  db.first("select * from account where id = ?", id)

/** Reads an account that must exist: a caller that names another one has a defect. */
export const existingAccount = (db: Database, id: number): AccountRow => {
  const row = findAccount(db, id)
  if (row === undefined) throw new Error(`no account ${id}`)
  return row
}

export const accountOf = ({ id, username, email, phone, external_id, is_admin, is_active }: AccountRow): Account => ({
  id,
  username,
  email,
  phone,
  externalId: external_id,
  isAdmin: is_admin === 1,
  isActive: is_active === 1,
})

export const profileOf = (row: AccountRow): Profile => JSON.parse(row.profile)

export const detailsOf = (row: AccountRow): AccountDetails => ({
  account: accountOf(row),
  profile: profileOf(row),
  metadata: readMetadata(row.metadata),
  createdAt: time(row.created_at),
  updatedAt: time(row.updated_at),
  version: row.version,
})

const credentialsOf = (row: AccountRow | undefined): Credentials | null =>
  row === undefined
    ? null
    : {
        account: accountOf(row),
        passwordHash: row.password_hash,
        passwordChangedAt: timeOrNull(row.password_changed_at),
      }
