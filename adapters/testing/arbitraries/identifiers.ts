import { Result } from "effect"
import fc from "fast-check"
import {
  type EmailAddress,
  emailAddress,
  type PhoneNumber,
  phoneNumber,
  USERNAME_MAX_LENGTH,
  type Username,
  username,
} from "../../../domain/account/identifier.ts"
import { textOf } from "./text.ts"

const letters = "abcdefghijklmnopqrstuvwxyz"

/**
 * Generates a user name of 1 to 150 letters, digits and signs from several scripts. Shrinks to `a`.
 *
 * @example
 * fc.assert(fc.property(anyUsername, (name) => Result.getOrThrow(username(name)) === name))
 */
export const anyUsername: fc.Arbitrary<Username> = textOf({
  unit: fc.constantFrom(...letters, ..."ABZ019_@.+-", "é", "ß", "日", "ж"),
  minLength: 1,
  maxLength: USERNAME_MAX_LENGTH,
}).map((text) => Result.getOrThrow(username(text)))

const localUnit = fc.constantFrom(...letters, ..."AZ09!#$%&'*+/=?^_`{|}~-")
const label = fc
  .tuple(fc.string({ unit: fc.constantFrom(...letters, ..."09-"), maxLength: 20 }), fc.constantFrom(...letters))
  .map(([start, end]) => `${start.replace(/^-+/, "")}${end}`)

/**
 * Generates an e-mail address `local@domain.tld` in mixed case. Shrinks to `a@a.a`.
 *
 * @example
 * fc.assert(fc.property(anyEmail, (email) => Result.getOrThrow(emailAddress(email)) === email))
 */
export const anyEmail: fc.Arbitrary<EmailAddress> = fc
  .record({
    local: fc.array(fc.string({ unit: localUnit, minLength: 1, maxLength: 15 }), { minLength: 1, maxLength: 3 }),
    labels: fc.array(label, { minLength: 2, maxLength: 4 }),
    upper: fc.boolean(),
  })
  .map(({ local, labels, upper }) => {
    const text = `${local.join(".")}@${labels.join(".")}`
    return Result.getOrThrow(emailAddress(upper ? text.toUpperCase() : text))
  })

/** Prefixes under which a numbering plan assigns every number of a given length. */
const plans = [
  { prefix: "+1212555", digits: 4 },
  { prefix: "+447400", digits: 6 },
  { prefix: "+491512", digits: 7 },
  { prefix: "+5511987", digits: 6 },
  { prefix: "+9198765", digits: 5 },
] as const

/**
 * Generates a phone number in E.164 from the plans of five countries. Shrinks to `+12125550000`.
 *
 * @example
 * fc.assert(fc.property(anyPhoneNumber, (number) => shop.phones.toE164(number) === number))
 */
export const anyPhoneNumber: fc.Arbitrary<PhoneNumber> = fc
  .record({ plan: fc.nat(plans.length - 1), line: fc.nat(9_999_999) })
  .map(({ plan, line }) => {
    const { prefix, digits } = plans[plan] ?? plans[0]
    const e164 = `${prefix}${String(line % 10 ** digits).padStart(digits, "0")}`
    return Result.getOrThrow(phoneNumber(e164, (text) => text))
  })
