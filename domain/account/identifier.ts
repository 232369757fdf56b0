import { Brand, Result } from "effect"
import { InvalidField } from "../invalid-field.ts"

/** A name a person signs in with. Compares exactly, case included. */
export type Username = string & Brand.Brand<"Username">
const brandUsername = Brand.nominal<Username>()

/** An e-mail address as its owner wrote it; {@link emailKey} is what two addresses are compared by. */
export type EmailAddress = string & Brand.Brand<"EmailAddress">
const brandEmail = Brand.nominal<EmailAddress>()

export const USERNAME_MAX_LENGTH = 150
export const EMAIL_MAX_LENGTH = 254

const usernamePattern = /^[\p{L}\p{N}_@.+-]+$/u

// RFC 5321 mailbox without quoted local parts and address literals, which no shop's form accepts.
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const domainLabel = /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u

/** Reads a user name: 1 to 150 letters, digits and `@ . + - _`, the rule that Django's own accounts follow. */
export const username = (text: string): Result.Result<Username, InvalidField> => {
  if (text.length === 0) return Result.fail(new InvalidField({ field: "username", rule: { kind: "blank" } }))
  if (text.length > USERNAME_MAX_LENGTH)
    return Result.fail(new InvalidField({ field: "username", rule: { kind: "too-long", max: USERNAME_MAX_LENGTH } }))
  if (!usernamePattern.test(text))
    return Result.fail(new InvalidField({ field: "username", rule: { kind: "malformed" } }))
  return Result.succeed(brandUsername(text))
}

/** Reads an e-mail address of at most 254 characters (RFC 5321): `local@domain.tld`. */
export const emailAddress = (text: string): Result.Result<EmailAddress, InvalidField> => {
  if (text.length === 0) return Result.fail(new InvalidField({ field: "email", rule: { kind: "blank" } }))
  if (text.length > EMAIL_MAX_LENGTH)
    return Result.fail(new InvalidField({ field: "email", rule: { kind: "too-long", max: EMAIL_MAX_LENGTH } }))
  const at = text.lastIndexOf("@")
  const labels = text.slice(at + 1).split(".")
  const wellFormed =
    at > 0 &&
    at <= 64 &&
    localPart.test(text.slice(0, at)) &&
    labels.length > 1 &&
    labels.every((label) => domainLabel.test(label)) &&
    !/^\p{N}+$/u.test(labels.at(-1) ?? "")
  return wellFormed
    ? Result.succeed(brandEmail(text))
    : Result.fail(new InvalidField({ field: "email", rule: { kind: "malformed" } }))
}

/** What e-mail addresses are compared by: the address in lower case. */
export const emailKey = (email: EmailAddress): string => email.toLowerCase()
