import { Result } from "effect"
import { InvalidField } from "../invalid-field.ts"
import type { NewAccount } from "./account.ts"
import { RegistrationRefused } from "./errors.ts"
import { emailAddress, username } from "./identifier.ts"
import { checkPassword, type PasswordRule } from "./password.ts"

/** A detail that a registration may carry, and that rules may require. */
export type RegistrationField = "username" | "email"

/** What one shop asks of those who register: a value that its composition root supplies. */
export interface RegistrationRules {
  /** Details without which nobody registers. */
  readonly required: ReadonlyArray<RegistrationField>
  readonly password: PasswordRule
}

/** What a person hands over to get an account. */
export interface Registration {
  readonly username?: string | undefined
  readonly email?: string | undefined
  readonly password: string
}

/**
 * Decides whether somebody may register, by the shop's rules: the account to be, or every field at fault at once.
 * Whether an identifier is still free only the store can say.
 */
export const register = (
  registration: Registration,
  rules: RegistrationRules,
): Result.Result<NewAccount, RegistrationRefused> => {
  const name = optional(registration.username, username)
  const email = optional(registration.email, emailAddress)
  const missing = rules.required
    .filter((field) => registration[field] === undefined)
    .map((field) => new InvalidField({ field, rule: { kind: "required" } }))
  const checks: ReadonlyArray<Result.Result<unknown, InvalidField>> = [
    name,
    email,
    checkPassword(registration.password, rules.password),
  ]
  const faults = [...missing, ...checks.flatMap((check) => (Result.isFailure(check) ? [check.failure] : []))]
  if (Result.isFailure(name) || Result.isFailure(email) || faults.length > 0)
    return Result.fail(new RegistrationRefused({ faults }))
  return Result.succeed({ username: name.success, email: email.success, isAdmin: false, isActive: true })
}

const optional = <A>(
  text: string | undefined,
  read: (text: string) => Result.Result<A, InvalidField>,
): Result.Result<A | null, InvalidField> => (text === undefined ? Result.succeed(null) : read(text))
