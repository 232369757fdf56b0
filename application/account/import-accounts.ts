import { Data, Effect, Result } from "effect"
import type { NewAccount } from "../../domain/account/account.ts"
import { emailAddress, emailKey, type IdentifierKind, phoneNumber, username } from "../../domain/account/identifier.ts"
import { profileFaults } from "../../domain/account/profile.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import { judgeOptional, type MetadataRule, type MetadataRules } from "../../domain/metadata-rules.ts"
import type { MetadataOf } from "../../domain/metadata-types.ts"
import { MAX_FAULTS } from "../catalog/invalid-catalog.ts"
import type { AccountLoader, AccountToLoad } from "../ports/account-loader.ts"
import type { Clock } from "../ports/clock.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { PhoneNumbers } from "../ports/phone-numbers.ts"
import { ruleMessage } from "../rule-message.ts"

/** An account of another system, as it is written there. */
export interface ForeignAccount {
  /** Its id there, if that is a whole number. */
  readonly id?: number | undefined
  readonly username?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  /** In a format of Django, such as `pbkdf2_sha256$...`. */
  readonly passwordHash: string
  readonly isAdmin: boolean
  readonly isActive: boolean
  /** Data of the host. Defaults to none. */
  readonly metadata?: MetadataOf<"account"> | undefined
  /** Defaults to now. */
  readonly createdAt?: Date | undefined
}

/** A fault of an account: its position in the list, from 0, and a message. */
export interface AccountFault {
  readonly index: number
  readonly fault: string
}

/**
 * Accounts that cannot be imported. Lists up to 50 faults and counts the rest.
 *
 * @example
 * const ann = { username: "ann", passwordHash: "!", isAdmin: false, isActive: true }
 * const imported = await shop.importAccounts([ann])
 * if (!imported.ok && imported.error._tag === "InvalidAccounts") console.log(imported.error.faults[0]?.fault)
 */
export class InvalidAccounts extends Data.TaggedError("InvalidAccounts")<{
  readonly faults: ReadonlyArray<AccountFault>
  readonly more: number
}> {}

/**
 * Adds accounts of another system with their password hashes, all or nothing. An account without a user name signs in by
 * its e-mail address. An empty shop keeps their ids. No events are recorded, so subscribers send no welcome messages.
 * `isDryRun` checks them and adds none. For the operator: takes no actor.
 */
export type ImportAccounts = (
  accounts: ReadonlyArray<ForeignAccount>,
  options?: { readonly isDryRun: boolean },
) => Effect.Effect<{ readonly accounts: number }, NotSupported | InvalidAccounts>

export interface ImportAccountsPorts {
  readonly loader: AccountLoader | undefined
  readonly phones: PhoneNumbers
  readonly clock: Clock
  readonly metadata?: MetadataRules | undefined
}

export const makeImportAccounts =
  ({ loader, phones, clock, metadata: rules = {} }: ImportAccountsPorts): ImportAccounts =>
  (accounts, { isDryRun } = { isDryRun: false }) =>
    Effect.gen(function* () {
      if (loader === undefined) return yield* new NotSupported({ ports: "transfer" })
      const read = accounts.map((account) => readAccount(account, phones.toE164, rules.account, clock.now()))
      const faults = read.flatMap((result, index) =>
        Result.isFailure(result) ? result.failure.map((fault) => ({ index, fault })) : [],
      )
      const valid = read.flatMap((result) => (Result.isSuccess(result) ? [result.success] : []))
      if (faults.length === 0) faults.push(...repeated(valid))
      if (faults.length > 0) return yield* invalid(faults)
      const taken = yield* loader.load(valid, { isDryRun })
      if (taken.length > 0)
        return yield* invalid(
          taken.map(({ index, identifier }) => ({
            index,
            fault: `${names[identifier]} belongs to an account of the shop`,
          })),
        )
      return { accounts: valid.length }
    })

const names: Readonly<Record<IdentifierKind, string>> = {
  username: "the user name",
  email: "the e-mail address",
  phone: "the telephone number",
}

const invalid = (faults: ReadonlyArray<AccountFault>) =>
  new InvalidAccounts({ faults: faults.slice(0, MAX_FAULTS), more: Math.max(0, faults.length - MAX_FAULTS) })

const readAccount = (
  account: ForeignAccount,
  inPlan: (text: string) => string | null,
  rule: MetadataRule | undefined,
  now: Date,
): Result.Result<AccountToLoad, ReadonlyArray<string>> => {
  const optional = <A>(text: string | undefined, read: (text: string) => Result.Result<A, InvalidField>) =>
    text === undefined || text === "" ? Result.succeed(null) : read(text)
  const name = optional(account.username, username)
  const email = optional(account.email, emailAddress)
  const phone = optional(account.phone, (text) => phoneNumber(text, inPlan))
  const metadata = judgeOptional(rule, "metadata", account.metadata)
  const { firstName = "", lastName = "", passwordHash, isAdmin, isActive, createdAt = now, id } = account
  const checks: ReadonlyArray<Result.Result<unknown, InvalidField>> = [name, email, phone, metadata]
  const fields = [
    ...checks.flatMap((check) => (Result.isFailure(check) ? [check.failure] : [])),
    ...profileFaults({ firstName, lastName }),
  ]
  const faults = fields.map(({ field, rule }) => `${field} ${ruleMessage(rule)}`)
  if (passwordHash === "" || passwordHash.includes("\0"))
    faults.push("password is no hash; one that begins with ! matches none")
  if (Number.isNaN(createdAt.getTime())) faults.push("the time of creation is no time")
  if (Result.isFailure(name) || Result.isFailure(email) || Result.isFailure(phone) || Result.isFailure(metadata))
    return Result.fail(faults)
  if (faults.length > 0) return Result.fail(faults)
  if (name.success === null && email.success === null && phone.success === null)
    return Result.fail(["has no user name, no e-mail address and no telephone number to sign in with"])
  const loaded: NewAccount = {
    username: name.success,
    email: email.success,
    phone: phone.success,
    isAdmin,
    isActive,
    signsInByEmail: name.success === null && email.success !== null,
    metadata: metadata.success,
  }
  const ownId = id !== undefined && Number.isSafeInteger(id) && id > 0 ? id : null
  return Result.succeed({ account: loaded, id: ownId, passwordHash, firstName, lastName, createdAt })
}

/** Returns the identifiers that two of the accounts have. */
const repeated = (accounts: ReadonlyArray<AccountToLoad>): ReadonlyArray<AccountFault> => {
  const first = new Map<string, number>()
  return accounts.flatMap(({ account }, index) =>
    identifiersOf(account).flatMap(({ kind, value }) => {
      const key = `${kind} ${value}`
      const before = first.get(key)
      if (before === undefined) first.set(key, index)
      return before === undefined ? [] : [{ index, fault: `${names[kind]} is also that of account ${before + 1}` }]
    }),
  )
}

const identifiersOf = ({ username, email, phone, signsInByEmail }: NewAccount) => [
  ...(username === null ? [] : [{ kind: "username" as const, value: username }]),
  ...(email === null || !signsInByEmail ? [] : [{ kind: "email" as const, value: emailKey(email) }]),
  ...(phone === null ? [] : [{ kind: "phone" as const, value: phone }]),
]
