import type { Dialect } from "../../../composition/dialect.ts"
import type { DialectName, DialectSettings } from "../../../composition/dialects.ts"
import type { AnyShop } from "../../../composition/shop.ts"
import { UsageError } from "../failure.ts"
import { describeValue, type Fault, fileOnly, InvalidValue, type Kind, oneOf, text, textual, whole } from "./kind.ts"
import { passwordRule } from "./shop-kinds.ts"
import { boolean, isObject, list, object, type Shape } from "./structure.ts"
import { cookieDomain, trustedOrigins } from "./web-kinds.ts"

type Defined<Name extends DialectName, Key extends keyof DialectSettings[Name]> = NonNullable<
  DialectSettings[Name][Key]
>

const MAX = 2_147_483_647
const lifetime = whole("a whole number of seconds from 1", 1, MAX)
const seconds = whole("a whole number of seconds from 0", 0, MAX)
const bytes = whole("a whole number of bytes from 1", 1, MAX)
const lifetimes = object<Defined<"myecommerce", "lifetimes">>({ access: lifetime, refresh: lifetime }, [
  "access",
  "refresh",
])

const domains: Kind<unknown> = fileOnly((value, base) =>
  value === "any" ? value : list(text()).fromValue(value, base),
)

const registration = object<Defined<"nitrmart", "registration">>({ password: passwordRule, emailDomains: domains })

const secure: Kind<unknown> = fileOnly((value, base) => {
  if (value === "auto") return value
  if (typeof value === "boolean") return boolean.fromValue(value, base)
  throw new InvalidValue('must be true, false or "auto"')
})

const sameSite = oneOf(["Lax", "Strict", "None"])

const cookies = object<Defined<"webstore", "cookies">>({
  refreshName: text(),
  csrfName: text(),
  domain: cookieDomain,
  sameSite,
  secure,
  refreshPath: text(),
})

const sessionCookies = object<Defined<"shopwright", "cookies">>({
  sessionName: text(),
  csrfName: text(),
  domain: cookieDomain,
  sameSite,
  secure,
})

const shapes: { readonly [Name in DialectName]: Shape<DialectSettings[Name]> } = {
  "ecommerce-backend": { registration, trustedOrigins },
  myecommerce: { registration, lifetimes, trustedOrigins },
  "phone-login": { lifetimes, trustedOrigins },
  nitrmart: {
    registration,
    lifetimes,
    trustedOrigins,
    maxPictureBytes: bytes,
  },
  webstore: {
    registration,
    lifetimes,
    trustedOrigins,
    cookies,
    refreshGraceSeconds: seconds,
  },
  shopwright: {
    registration,
    lifetimes,
    trustedOrigins,
    cookies: sessionCookies,
    refreshGraceSeconds: seconds,
    sessionSeconds: lifetime,
    maxPictureBytes: bytes,
  },
}

/** The name of an API. {@link checkDialectName} compares it with the APIs that there are. */
export const dialectName: Kind<string> = textual((given) => given, "the name of a dialect")

/** Throws UsageError if no built-in API and no API of the configuration file has the name. */
export const checkDialectName = (name: string | undefined, source: string, own: DialectMakers): void => {
  const names = [...Object.keys(shapes), ...Object.keys(own)]
  if (name === undefined || names.includes(name)) return
  const place = source.startsWith("--") ? source : `${source}: dialect`
  throw new UsageError(`${place} must be one of ${names.join(", ")}, not '${name}'`)
}

/** Paths of the server at which no API can be. */
const reserved = ["admin", "docs", "livez", "readyz"]

/** Functions that create the APIs of the host. */
export type DialectMakers = Readonly<Record<string, (shop: AnyShop) => Dialect>>

/** The APIs of the host by name: functions that create a dialect for the open shop. */
export const ownDialects: Kind<DialectMakers> = fileOnly((value) => {
  if (!isObject(value)) throw new InvalidValue(`must be an object, not ${describeValue(value)}`)
  const faults = Object.entries(value).flatMap(([name, make]): ReadonlyArray<Fault> => {
    const place = `.${name}`
    if (!/^[a-z][a-z0-9-]*$/.test(name))
      return [{ place, text: "must have a name of lower-case letters, digits and hyphens that begins with a letter" }]
    if (Object.hasOwn(shapes, name)) return [{ place, text: "must not have the name of a built-in dialect" }]
    if (reserved.includes(name)) return [{ place, text: "must not have the name of a path of the server" }]
    if (typeof make === "function") return []
    return [{ place, text: `must be a function that returns a dialect, not ${describeValue(make)}` }]
  })
  if (faults.length > 0) throw new InvalidValue(faults)
  return value as DialectMakers
})

/** The settings of each API by name. */
export const dialectSettings: Kind<Partial<DialectSettings>> = object<DialectSettings>({
  "ecommerce-backend": object(shapes["ecommerce-backend"]),
  myecommerce: object(shapes.myecommerce),
  "phone-login": object(shapes["phone-login"]),
  nitrmart: object(shapes.nitrmart),
  webstore: object(shapes.webstore),
  shopwright: object(shapes.shopwright),
})
