import { Effect, Result } from "effect"
import type { Accounts, Credentials } from "../../../application/ports/accounts.ts"
import type { AccountDetails } from "../../../application/ports/profiles.ts"
import { type Account, AccountId, type NewAccount } from "../../../domain/account/account.ts"
import { AdminExists, IdentifierTaken } from "../../../domain/account/errors.ts"
import { emailKey, type Identifier } from "../../../domain/account/identifier.ts"
import { NO_PASSWORD } from "../../../domain/account/password.ts"
import { emptyProfile } from "../../../domain/account/profile.ts"
import { accountRegistered } from "../../../domain/event/event.ts"
import type { AccountRecord } from "./identity-records.ts"
import { detailsOf } from "./profiles.ts"
import { existing, personOf, putEvent, type Store } from "./store.ts"

/** The in-memory implementation of `Accounts`. */
export const inMemoryAccounts = (store: Store): Accounts => ({
  add: (...details) => Effect.suspend(() => Effect.fromResult(add(store, ...details))),

  addFirstAdmin: (...details) =>
    Effect.gen(function* () {
      if ([...store.accounts.values()].some(({ account }) => account.isAdmin)) return yield* new AdminExists()
      return yield* Effect.fromResult(add(store, ...details))
    }),

  find: (identifier) =>
    Effect.sync(() => {
      const id = store.identifiers.get(keyOf(identifier))
      return id === undefined ? null : credentialsOf(store.accounts.get(id))
    }),

  findById: (id) => Effect.sync(() => credentialsOf(personOf(store, id))),
  ensureExternal: (externalId, at) =>
    Effect.sync(() => {
      const known = store.accountsByExternalId.get(externalId)
      if (known !== undefined) return { account: existing(store.accounts, known, "account").account, isNew: false }
      const id = AccountId(store.accounts.size + 1)
      const identifiers = { username: null, email: null, phone: null }
      const account = { id, ...identifiers, externalId, isAdmin: false, isActive: true }
      const record = newRecord(account, { profile: emptyProfile, metadata: null }, NO_PASSWORD, at)
      store.accounts.set(id, record)
      store.accountsByExternalId.set(externalId, id)
      putEvent(store, accountRegistered(record.account, at))
      return { account: record.account, isNew: true }
    }),
})

const add = (
  store: Store,
  ...[newAccount, profile, passwordHash, at]: Parameters<Accounts["add"]>
): Result.Result<AccountDetails, IdentifierTaken> => {
  const identifiers = identifiersOf(newAccount)
  const taken = identifiers.find((identifier) => store.identifiers.has(keyOf(identifier)))
  if (taken !== undefined) return Result.fail(new IdentifierTaken({ identifier: taken.kind }))
  const { username, email, phone, isAdmin, isActive, metadata = null } = newAccount
  const id = AccountId(store.accounts.size + 1)
  const account = { id, username, email, phone, externalId: null, isAdmin, isActive }
  const record = newRecord(account, { profile, metadata }, passwordHash, at)
  store.accounts.set(id, record)
  for (const identifier of identifiers) store.identifiers.set(keyOf(identifier), id)
  putEvent(store, accountRegistered(record.account, at))
  return Result.succeed(detailsOf(record))
}

const newRecord = (
  account: Account,
  { profile, metadata }: Pick<AccountRecord, "profile" | "metadata">,
  passwordHash: string,
  at: Date,
): AccountRecord =>
  Object.freeze({
    account: Object.freeze(account),
    profile: Object.freeze({ ...profile }),
    metadata,
    passwordHash,
    passwordChangedAt: null,
    createdAt: new Date(at),
    updatedAt: new Date(at),
    erasedAt: null,
    version: 0,
  })

const identifiersOf = ({ username, email, phone, signsInByEmail }: NewAccount): ReadonlyArray<Identifier> => [
  ...(username === null ? [] : [{ kind: "username", value: username } as const]),
  ...(email === null || !signsInByEmail ? [] : [{ kind: "email", value: email } as const]),
  ...(phone === null ? [] : [{ kind: "phone", value: phone } as const]),
]

const keyOf = ({ kind, value }: Identifier): string => `${kind}:${kind === "email" ? emailKey(value) : value}`

const credentialsOf = (record: AccountRecord | undefined): Credentials | null =>
  record === undefined
    ? null
    : {
        account: record.account,
        passwordHash: record.passwordHash,
        passwordChangedAt: record.passwordChangedAt === null ? null : new Date(record.passwordChangedAt),
      }
