import { Result } from "effect"
import { InvalidField } from "../invalid-field.ts"

/** The length limits of a password, in Unicode code points. */
export interface PasswordRule {
  readonly minLength: number
  readonly maxLength: number
}

/**
 * At least 8 characters (NIST SP 800-63B), and an upper limit that bounds the work of hashing.
 *
 * @example
 * const registration = { required: [], password: { ...defaultPasswordRule, minLength: 12 } }
 * const strict = await openShop({ database: "memory", registration })
 */
export const defaultPasswordRule: PasswordRule = { minLength: 8, maxLength: 128 }

/** Validates a new password against a rule. */
export const checkPassword = (password: string, rule: PasswordRule): Result.Result<string, InvalidField> => {
  const length = [...password].length
  if (length === 0) return Result.fail(new InvalidField({ field: "password", rule: { kind: "blank" } }))
  if (length < rule.minLength)
    return Result.fail(new InvalidField({ field: "password", rule: { kind: "too-short", min: rule.minLength } }))
  if (length > rule.maxLength)
    return Result.fail(new InvalidField({ field: "password", rule: { kind: "too-long", max: rule.maxLength } }))
  return Result.succeed(password)
}
