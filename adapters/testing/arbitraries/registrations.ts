import { Result } from "effect"
import fc from "fast-check"
import { checkPassword, defaultPasswordRule } from "../../../domain/account/password.ts"
import { defaultRegistrationRules, type Registration, register } from "../../../domain/account/registration.ts"
import { anyEmail, anyPhoneNumber, anyUsername } from "./identifiers.ts"
import { anyProfileDetails } from "./profiles.ts"
import { textOf } from "./text.ts"

const { minLength, maxLength } = defaultPasswordRule

/**
 * A password that the default rule takes: 8 to 128 characters of any kind, mostly few; shrinks to 8 of them.
 *
 * @example
 * fc.assert(fc.property(anyPassword, (text) => [...text].length >= defaultPasswordRule.minLength))
 */
export const anyPassword: fc.Arbitrary<string> = textOf({ unit: "grapheme-composite", minLength, maxLength })
  // What a reader takes for one character may be several.
  .filter((text) => [...text].length <= maxLength)
  .map((text) => Result.getOrThrow(checkPassword(text, defaultPasswordRule)))

/** The telephone numbers drawn are in E.164 already. */
const inPlan = (text: string): string => text

/**
 * What somebody hands over who may register by the default rules: a user name and a password, and perhaps more. Shrinks
 * to the user name `a` with a password of 8 characters, and nothing else said.
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
