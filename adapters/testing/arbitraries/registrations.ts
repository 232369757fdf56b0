import { Result } from "effect"
import fc from "fast-check"
import { checkPassword, defaultPasswordRule } from "../../../domain/account/password.ts"
import { defaultRegistrationRules, type Registration, register } from "../../../domain/account/registration.ts"
import { anyEmail, anyPhoneNumber, anyUsername } from "./identifiers.ts"
import { anyProfileDetails } from "./profiles.ts"
import { textOf } from "./text.ts"

const { minLength, maxLength } = defaultPasswordRule

/**
 * Generates a password that the default rule accepts: 8 to 128 characters of any kind, mostly few. Shrinks to 8
 * characters.
 *
 * @example
 * fc.assert(fc.property(anyPassword, (text) => [...text].length >= defaultPasswordRule.minLength))
 */
export const anyPassword: fc.Arbitrary<string> = textOf({ unit: "grapheme-composite", minLength, maxLength })
  // One visible character may consist of several code points.
  .filter((text) => [...text].length <= maxLength)
  .map((text) => Result.getOrThrow(checkPassword(text, defaultPasswordRule)))

/** The generated phone numbers are already in E.164. */
const inPlan = (text: string): string => text

/**
 * Generates a registration that the default rules accept: user name, password and optional details. Shrinks to the user
 * name `a` with a password of 8 characters.
 *
 * @example
 * const named = fc.property(anyRegistration, ({ username = "", password }) => username !== "" && password.length >= 8)
 * fc.assert(named)
 */
export const anyRegistration: fc.Arbitrary<Registration> = fc
  .record(
    {
      username: anyUsername,
      password: anyPassword,
      email: anyEmail,
      phone: anyPhoneNumber,
      profile: anyProfileDetails,
    },
    { requiredKeys: ["username", "password"] },
  )
  .map((registration) => {
    Result.getOrThrow(register(registration, defaultRegistrationRules, inPlan))
    return registration
  })
