import type { TokenBearer } from "../../../../application/account/token-pair.ts"
import type { TokenLifetimes } from "../../../../application/account/token-settings.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { defaultPasswordRule } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { checkWhole } from "../../bodies/check-whole.ts"
import { csrfGuard } from "../../browser/csrf.ts"
import { trustedOrigins } from "../../browser/origins.ts"
import { defineDialect } from "../../dialect/define-dialect.ts"
import type { Dialect } from "../../dialect/dialect.ts"
import { MIT } from "../../dialect/docs.ts"
import { type RegistrationSettings, registrationRules } from "../../dialect/registration-settings.ts"
import { drf } from "../../drf/conventions.ts"
import { describeError, tokenSecurity } from "../../drf/docs.ts"
import { checkedLifetimes, defaultLifetimes } from "../../jwt/lifetimes.ts"
import { accountEndpoints } from "./accounts.ts"
import { catalogEndpoints } from "./catalog.ts"
import { type CookieSettings, cookieJar, cookiesWithDefaults } from "./cookie-jar.ts"
import { csrfRefusal } from "./csrf-refusal.ts"
import type { DialectErrors } from "./dialect-errors.ts"
import { errorResponses } from "./error-responses.ts"
import { invalidFields } from "./order-errors.ts"
import { orderEndpoints } from "./orders.ts"
import { accessScheme } from "./scheme.ts"

export type { WebstoreCookies } from "./cookie-jar.ts"
export { loopbackMismatch } from "./cross-site.ts"

const NAME = "webstore"

export interface WebstoreSettings {
  readonly shop: Pick<
    UseCases,
    | "register"
    | "obtainTokenPair"
    | "authenticateAccess"
    | "authenticateRefresh"
    | "rotateRefresh"
    | "listProducts"
    | "placeOrder"
    | "listOrders"
    | "pageOrders"
  >
  /** The currency of the shop. Amounts have its decimals. */
  readonly currency: Currency
  /**
   * Derives keys for one purpose from the token keys. They are the same in every process. The first key creates CSRF
   * tokens. Tokens of all keys are accepted.
   */
  readonly derivedKeys: (purpose: string) => ReadonlyArray<Uint8Array>
  /**
   * The origins of other pages that may call this API with cookies, such as `http://localhost:5173`. Behind an HTTPS
   * proxy, set `publicUrl` or `trustProxy`, or list the shop's own origin here. Defaults to none.
   */
  readonly trustedOrigins?: ReadonlyArray<string> | undefined
  readonly cookies?: CookieSettings | undefined
  /** Defaults to a user name, an e-mail address and a password of 8 characters. */
  readonly registration?: RegistrationSettings | undefined
  /** Defaults to five minutes and one day. */
  readonly lifetimes?: TokenLifetimes | undefined
  /** Seconds for which a used refresh token still returns its successor. Defaults to 10. */
  readonly refreshGraceSeconds?: number | undefined
}

const documentedRules: RegistrationRules = { required: ["username", "email"], password: defaultPasswordRule }

/**
 * Creates the API of the document "webstore": access tokens for pages, rotating refresh tokens in cookies, and CSRF
 * tokens. Throws for settings that browsers reject, and if there are no keys.
 */
export const webstore = (settings: WebstoreSettings): Dialect => {
  const { shop, currency, registration, refreshGraceSeconds = 10 } = settings
  const lifetimes = checkedLifetimes(settings.lifetimes ?? defaultLifetimes)
  checkWhole("refreshGraceSeconds", refreshGraceSeconds, 0)
  const cookies = cookiesWithDefaults(settings.cookies)
  const trusted = trustedOrigins(settings.trustedOrigins ?? [], { cookies: true })
  const keys = () => settings.derivedKeys("csrf")
  if (keys().length === 0)
    throw new Error("webstore needs `secret` or `tokens` of openShop: its CSRF tokens are derived from those keys.")
  const csrf = csrfGuard({ keys, cookieName: cookies.csrfName, trusted, refusal: csrfRefusal })
  const jar = cookieJar(cookies, csrf, lifetimes.refresh)
  const rotation = { dialect: NAME, ...lifetimes, grace: refreshGraceSeconds }
  const rules = registrationRules(documentedRules, registration)
  return defineDialect<TokenBearer, DialectErrors>({
    name: NAME,
    basePath: "/api/",
    scheme: accessScheme(shop, NAME),
    conventions: { ...drf, invalid: invalidFields },
    errorResponses,
    docs: {
      title: "webstore",
      description: "Products and orders, with access tokens for pages and refresh tokens in cookies.",
      license: MIT,
      trailingSlash: false,
      tags: [
        { name: "Accounts", description: "Registration, sign-in and refresh." },
        { name: "Products", description: "What can be ordered." },
        { name: "Orders", description: "Placing and listing orders." },
      ],
      securitySchemes: tokenSecurity("`Token ACCESS_TOKEN`, with the access token of the sign-in."),
      describeError,
    },
    cookies: true,
    endpoints: [
      ...accountEndpoints(shop, { rules, rotation, csrf, jar, sameSite: cookies.sameSite }),
      ...catalogEndpoints(shop, currency),
      ...orderEndpoints(shop, csrf, currency),
    ],
  })
}
