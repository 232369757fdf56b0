import { Brand, Result } from "effect"
import { InvalidField } from "../invalid-field.ts"

/** A user name in Unicode's form NFKC. Compared exactly, including case. */
export type Username = string & Brand.Brand<"Username">
const brandUsername = Brand.nominal<Username>()

/** An e-mail address as entered. {@link emailKey} returns the form that is compared. */
export type EmailAddress = string & Brand.Brand<"EmailAddress">
const brandEmail = Brand.nominal<EmailAddress>()

/** A phone number in E.164: `+` and up to 15 digits, valid in a numbering plan. */
export type PhoneNumber = string & Brand.Brand<"PhoneNumber">
const brandPhone = Brand.nominal<PhoneNumber>()

/** The kinds of identifier. Each identifier belongs to one account only. */
export type IdentifierKind = "username" | "email" | "phone"

/** An identifier for signing in, in the form that is compared. */
export type Identifier =
  | { readonly kind: "username"; readonly value: string }
  | { readonly kind: "email"; readonly value: EmailAddress }
  | { readonly kind: "phone"; readonly value: PhoneNumber }

export const USERNAME_MAX_LENGTH = 150
export const EMAIL_MAX_LENGTH = 254
/** Of what people write, with spaces and punctuation. */
export const PHONE_MAX_LENGTH = 50

const usernamePattern = /^[\p{L}\p{N}_@.+-]+$/u
// Some letters are invisible, such as U+1160. Names that differ only in them look equal.
const invisible = /\p{Default_Ignorable_Code_Point}/u

// RFC 5321 mailbox without quoted local parts and address literals, which web forms do not accept.
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
// IDNA2008 (RFC 5892): letters, digits and combining marks. The two joiners are allowed after a mark only.
const domainLabel = /^[\p{L}\p{N}]([\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u
const joiner = /(?<=\p{M})[\u200c\u200d]/gu
const isDomainLabel = (text: string): boolean => domainLabel.test(text) && !invisible.test(text)

/** Returns the form in which user names are compared: NFKC, so that full-width and other variants are equal. */
export const usernameKey = (text: string): string => text.normalize("NFKC")

/**
 * Validates a user name: 1 to 150 letters, digits and `@ . + - _`, as in Django.
 *
 * @example
 * const name = Result.getOrThrow(username("mia"))
 */
export const username = (typed: string): Result.Result<Username, InvalidField> => {
  if (typed.length > USERNAME_MAX_LENGTH)
    return Result.fail(new InvalidField({ field: "username", rule: { kind: "too-long", max: USERNAME_MAX_LENGTH } }))
  const text = usernameKey(typed)
  if (text.length === 0) return Result.fail(new InvalidField({ field: "username", rule: { kind: "blank" } }))
  if (text.length > USERNAME_MAX_LENGTH)
    return Result.fail(new InvalidField({ field: "username", rule: { kind: "too-long", max: USERNAME_MAX_LENGTH } }))
  if (!usernamePattern.test(text) || invisible.test(text))
    return Result.fail(new InvalidField({ field: "username", rule: { kind: "malformed" } }))
  return Result.succeed(brandUsername(text))
}

/**
 * Validates an e-mail address of at most 254 characters (RFC 5321): `local@domain.tld`.
 *
 * @example
 * const email = Result.getOrThrow(emailAddress("mia@example.com"))
 */
export const emailAddress = (text: string): Result.Result<EmailAddress, InvalidField> => {
  if (text.length === 0) return Result.fail(new InvalidField({ field: "email", rule: { kind: "blank" } }))
  // Lower case can be longer: "İ" becomes two characters.
  if (text.length > EMAIL_MAX_LENGTH || emailKey(text).length > EMAIL_MAX_LENGTH)
    return Result.fail(new InvalidField({ field: "email", rule: { kind: "too-long", max: EMAIL_MAX_LENGTH } }))
  const at = text.lastIndexOf("@")
  const labels = text.slice(at + 1).split(".")
  const wellFormed =
    at > 0 &&
    at <= 64 &&
    localPart.test(text.slice(0, at)) &&
    labels.length > 1 &&
    labels.every((label) => isDomainLabel(label.replace(joiner, ""))) &&
    !/^\p{N}+$/u.test(labels.at(-1) ?? "")
  return wellFormed
    ? Result.succeed(brandEmail(text))
    : Result.fail(new InvalidField({ field: "email", rule: { kind: "malformed" } }))
}

/**
 * Returns the form in which e-mail addresses are compared: lower case, in Unicode's form NFC.
 *
 * @example
 * emailKey("Mia@Example.com") // mia@example.com
 */
export const emailKey = (email: string): string => email.toLowerCase().normalize("NFC")

/**
 * Validates a phone number. `inPlan` converts a written number to E.164, or returns `null` if no numbering plan
 * contains it.
 *
 * @example
 * const phone = Result.getOrThrow(phoneNumber("+49 1512 3456789", shop.phones.toE164))
 */
export const phoneNumber = (
  text: string,
  inPlan: (text: string) => string | null,
): Result.Result<PhoneNumber, InvalidField> => {
  if (text.length === 0) return Result.fail(new InvalidField({ field: "phone", rule: { kind: "blank" } }))
  if (text.length > PHONE_MAX_LENGTH)
    return Result.fail(new InvalidField({ field: "phone", rule: { kind: "too-long", max: PHONE_MAX_LENGTH } }))
  const e164 = inPlan(text)
  return e164 !== null && /^\+[1-9][0-9]{6,14}$/.test(e164)
    ? Result.succeed(brandPhone(e164))
    : Result.fail(new InvalidField({ field: "phone", rule: { kind: "malformed" } }))
}
