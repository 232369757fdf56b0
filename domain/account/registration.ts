import { Result } from "effect"
import { InvalidField } from "../invalid-field.ts"
import { judgeOptional, type MetadataRule } from "../metadata-rules.ts"
import type { MetadataOf } from "../metadata-types.ts"
import type { NewAccount } from "./account.ts"
import { RegistrationRefused } from "./errors.ts"
import { emailAddress, type IdentifierKind, phoneNumber, username } from "./identifier.ts"
import { choosePassword, defaultPasswordRule, type PasswordRule } from "./password.ts"
import { emptyProfile, type Profile, type ProfileDetails, profileFaults } from "./profile.ts"

/** A field of a registration that rules can require. */
export type RegistrationField = IdentifierKind | keyof ProfileDetails

/** The rules for registrations in one shop. The composition root supplies them. */
export interface RegistrationRules {
  /** The fields that every registration must contain. */
  readonly required: ReadonlyArray<RegistrationField>
  /** Whether accounts sign in by e-mail. If so, each address belongs to one account only. */
  readonly signsInByEmail?: boolean
  /** The allowed e-mail domains, in lower case. Any domain when undefined. */
  readonly emailDomains?: ReadonlyArray<string>
  readonly password: PasswordRule
}

/**
 * Requires a user name and a password of 8 characters. E-mail addresses are contact details.
 *
 * @example
 * const registration: RegistrationRules = { ...defaultRegistrationRules, required: ["username", "email"] }
 * const strict = await openShop({ database: "memory", registration })
 */
export const defaultRegistrationRules: RegistrationRules = { required: ["username"], password: defaultPasswordRule }

/** The details that a person submits to create an account. */
export interface Registration {
  readonly username?: string | undefined
  readonly email?: string | undefined
  /** In any form that the numbering plans accept. */
  readonly phone?: string | undefined
  readonly password: string
  readonly profile?: Partial<ProfileDetails> | undefined
  /** Data of the host. Defaults to none. */
  readonly metadata?: MetadataOf<"account"> | null | undefined
}

/** The decision to create an account with a profile. */
export interface Registered {
  readonly account: NewAccount
  readonly profile: Profile
}

/**
 * Decides a registration by the shop's rules. Returns the new account, or every invalid field. Only the store can
 * decide whether an identifier is free, and only the caller knows whether the password is common. `inPlan` parses phone
 * numbers, see `phoneNumber`. `metadataRule` is the host's rule about metadata.
 */
export const register = (
  registration: Registration,
  rules: RegistrationRules,
  inPlan: (text: string) => string | null,
  isCommonPassword = false,
  metadataRule?: MetadataRule,
): Result.Result<Registered, RegistrationRefused> => {
  const { profile = {} } = registration
  const name = optional(registration.username, username)
  const email = optional(registration.email, (text) =>
    Result.flatMap(emailAddress(text), inDomains(rules.emailDomains)),
  )
  const phone = optional(registration.phone, (text) => phoneNumber(text, inPlan))
  const metadata = judgeOptional(metadataRule, "metadata", registration.metadata)
  const given = { ...profile, username: registration.username, email: registration.email, phone: registration.phone }
  const missing = rules.required
    .filter((field) => given[field] === undefined || given[field] === null)
    .map((field) => new InvalidField({ field, rule: { kind: "required" } }))
  const checks: ReadonlyArray<Result.Result<unknown, InvalidField>> = [
    name,
    email,
    phone,
    choosePassword(registration.password, rules.password, registration, isCommonPassword),
    metadata,
  ]
  const faults = [
    ...missing,
    ...checks.flatMap((check) => (Result.isFailure(check) ? [check.failure] : [])),
    ...profileFaults(profile),
  ]
  if (Result.isFailure(name) || Result.isFailure(email) || Result.isFailure(phone) || Result.isFailure(metadata))
    return Result.fail(new RegistrationRefused({ faults }))
  if (faults.length > 0) return Result.fail(new RegistrationRefused({ faults }))
  const account: NewAccount = {
    username: name.success,
    email: email.success,
    phone: phone.success,
    isAdmin: false,
    isActive: true,
    signsInByEmail: rules.signsInByEmail === true && email.success !== null,
    ...(metadata.success !== null && { metadata: metadata.success }),
  }
  return Result.succeed({ account, profile: { ...emptyProfile, ...profile } })
}

const optional = <A>(
  text: string | undefined,
  read: (text: string) => Result.Result<A, InvalidField>,
): Result.Result<A | null, InvalidField> => (text === undefined ? Result.succeed(null) : read(text))

const inDomains =
  (domains: ReadonlyArray<string> | undefined) =>
  <Email extends string>(email: Email): Result.Result<Email, InvalidField> =>
    domains === undefined || domains.includes(email.slice(email.lastIndexOf("@") + 1).toLowerCase())
      ? Result.succeed(email)
      : Result.fail(new InvalidField({ field: "email", rule: { kind: "not-allowed" } }))
