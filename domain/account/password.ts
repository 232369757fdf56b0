import { Result } from "effect"
import { type BrokenRule, InvalidField } from "../invalid-field.ts"
import { emailKey } from "./identifier.ts"

/** The identifiers of the account that a password is for. */
export interface PasswordOwner {
  readonly username?: string | null | undefined
  readonly email?: string | null | undefined
  readonly phone?: string | null | undefined
}

/** The rule for new passwords. It does not apply to sign-in. Lengths are in Unicode code points. */
export interface PasswordRule {
  readonly minLength: number
  readonly maxLength: number
  /** Whether the most common passwords are allowed. Defaults to false. */
  readonly allowsCommon?: boolean | undefined
  /** A rule of the host. Returns why the password is rejected, as one sentence for its owner, or `null`. */
  readonly check?: ((password: string, owner: PasswordOwner) => string | null) | undefined
}

/**
 * At least 8 characters (NIST SP 800-63B), and an upper limit that bounds the work of hashing. Common passwords are
 * rejected.
 *
 * @example
 * const registration = { required: [], password: { ...defaultPasswordRule, minLength: 12 } }
 * const strict = await openShop({ database: "memory", registration })
 */
export const defaultPasswordRule: PasswordRule = { minLength: 8, maxLength: 128 }

/** The stored hash of an account without a password, as in Django. No password matches it. */
export const NO_PASSWORD = "!"

/** Validates the length of a new password. */
export const checkPassword = (password: string, rule: PasswordRule): Result.Result<string, InvalidField> => {
  // A code point has at most two code units. Counting code points takes time and memory in proportion to the text.
  // The comparisons are negated, so that a rule without a length or with NaN allows no password instead of every one.
  if (!(password.length <= 2 * rule.maxLength)) return rejected({ kind: "too-long", max: rule.maxLength })
  const length = [...password].length
  if (length === 0) return rejected({ kind: "blank" })
  if (!(length >= rule.minLength)) return rejected({ kind: "too-short", min: rule.minLength })
  if (!(length <= rule.maxLength)) return rejected({ kind: "too-long", max: rule.maxLength })
  return Result.succeed(password)
}

/** Validates a new password: its length, whether it is common or equal to an identifier, and the rule of the host. */
export const choosePassword = (
  password: string,
  rule: PasswordRule,
  owner: PasswordOwner,
  isCommon: boolean,
): Result.Result<string, InvalidField> => {
  const checked = checkPassword(password, rule)
  if (Result.isFailure(checked)) return checked
  if (isCommon && rule.allowsCommon !== true) return rejected({ kind: "too-common" })
  const key = emailKey(password)
  const { username, email, phone } = owner
  const identifiers = { username, email, phone }
  for (const [field, value] of Object.entries(identifiers))
    if (typeof value === "string" && emailKey(value) === key) return rejected({ kind: "same-as", field })
  const reason = rule.check?.(password, owner) ?? null
  return reason === null ? checked : rejected({ kind: "rejected", reason })
}

const rejected = (rule: BrokenRule): Result.Result<string, InvalidField> =>
  Result.fail(new InvalidField({ field: "password", rule }))
