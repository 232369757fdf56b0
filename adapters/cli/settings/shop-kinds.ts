import { Result } from "effect"
import type { ShopOptions } from "../../../composition/settings.ts"
import type { PasswordRule } from "../../../domain/account/password.ts"
import type { RegistrationField, RegistrationRules } from "../../../domain/account/registration.ts"
import type { SignInPolicy } from "../../../domain/account/sign-in-policy.ts"
import { currency } from "../../../domain/catalog/currency.ts"
import { isTimeZone } from "../../../domain/report/days.ts"
import { type Admin, parseAdmin } from "../admin.ts"
import { describeValue, InvalidValue, inFolder, type Kind, oneOf, text, textual, whole } from "./kind.ts"
import { boolean, fn, isObject, list, object } from "./structure.ts"

/** An admin's login data: `user:password[:email[:phone]]`, or an object in the configuration file. */
export const admin: Kind<Admin> = {
  fromText: parseAdmin,
  fromValue: (value, base) =>
    typeof value === "string"
      ? parseAdmin(value)
      : object<Admin>({ username: text(), password: text(), email: text(), phone: text() }, [
          "username",
          "password",
        ]).fromValue(value, base),
}

const MIN_SECRET_BYTES = 32

/** The secret for tokens. Messages do not repeat it. */
export const secret: Kind<string> = {
  fromText: (given) => {
    if (Buffer.byteLength(given) >= MIN_SECRET_BYTES) return given
    throw new InvalidValue(`is too short: it needs at least ${MIN_SECRET_BYTES} bytes`)
  },
  fromValue: (value, base) => {
    if (typeof value === "string") return secret.fromText(value, base)
    throw new InvalidValue("must be a text")
  },
}

type Tokens = NonNullable<ShopOptions["tokens"]>

/** The token keys: the path of a file, or the keys themselves in the configuration file. `openShop` checks each key. */
export const tokens: Kind<string | Tokens> = {
  fromText: inFolder,
  fromValue: (value, base) => {
    if (typeof value === "string" && value !== "") return inFolder(value, base)
    if (isObject(value) && Array.isArray(value.keys) && value.keys.length > 0 && value.keys.every(isObject))
      return value as unknown as Tokens
    throw new InvalidValue("must be the path of a file, or { keys: [KEY, ...] }")
  },
}

/** A currency of ISO 4217. */
export const currencyCode: Kind<string> = textual((given) => {
  if (Result.isSuccess(currency(given))) return given
  throw new InvalidValue(`must be a code of ISO 4217 such as EUR, not '${given}'`)
}, "a code of ISO 4217")

/** A time zone of the IANA database. */
export const timeZone: Kind<string> = textual((given) => {
  if (isTimeZone(given)) return given
  throw new InvalidValue(`must be a name of the IANA database such as Asia/Kolkata, not '${given}'`)
}, "a name of the IANA database")

const isoDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/

/** A date in UTC. */
export const date: Kind<Date> = {
  fromText: (given) => {
    const parsed = new Date(isoDate.test(given) ? given : Number.NaN)
    // `Date` converts 2027-02-30 to March 2.
    if (Number.isFinite(parsed.getTime()) && parsed.toISOString().startsWith(given.slice(0, 10))) return parsed
    throw new InvalidValue(`must be a date such as 2027-01-31 or 2027-01-31T12:00:00Z, not '${given}'`)
  },
  fromValue: (value, base) => {
    if (value instanceof Date && Number.isFinite(value.getTime())) return value
    return date.fromText(typeof value === "string" ? value : describeValue(value), base)
  },
}

const count = whole("a whole number from 0", 0, 2_147_483_647)

export const passwordRule: Kind<PasswordRule> = object<PasswordRule>(
  { minLength: count, maxLength: count, allowsCommon: boolean, check: fn() },
  ["minLength", "maxLength"],
)

const fields: { readonly [Field in RegistrationField]: true } = {
  username: true,
  email: true,
  phone: true,
  firstName: true,
  lastName: true,
  year: true,
  branch: true,
  rollNumber: true,
  contactPhone: true,
  bio: true,
  address: true,
  postalCode: true,
  birthdate: true,
}

export const registration: Kind<RegistrationRules> = object<RegistrationRules>(
  {
    required: list(oneOf(Object.keys(fields))),
    signsInByEmail: boolean,
    emailDomains: list(text()),
    password: passwordRule,
  },
  ["required", "password"],
)

export const signInPolicy: Kind<Partial<SignInPolicy>> = object<SignInPolicy>({
  perAccount: count,
  perAddress: count,
  atOncePerAccount: count,
  registrationsPerAddress: count,
  windowSeconds: count,
  firstWaitSeconds: count,
  longestWaitSeconds: count,
})
