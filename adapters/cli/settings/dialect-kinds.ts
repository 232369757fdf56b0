import type { DialectName, DialectSettings } from "../../../composition/dialects.ts"
import { fileOnly, InvalidValue, type Kind, oneOf, text, whole } from "./kind.ts"
import { passwordRule } from "./shop-kinds.ts"
import { boolean, list, object, type Shape } from "./structure.ts"
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

/** The name of an API. */
export const dialectName: Kind<DialectName> = oneOf(Object.keys(shapes) as ReadonlyArray<DialectName>)

/** The settings of each API by name. */
export const dialectSettings: Kind<Partial<DialectSettings>> = object<DialectSettings>({
  "ecommerce-backend": object(shapes["ecommerce-backend"]),
  myecommerce: object(shapes.myecommerce),
  "phone-login": object(shapes["phone-login"]),
  nitrmart: object(shapes.nitrmart),
  webstore: object(shapes.webstore),
  shopwright: object(shapes.shopwright),
})
