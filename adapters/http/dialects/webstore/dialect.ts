import type { TokenBearer, TokenLifetimes } from "../../../../application/account/token-pair.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { defaultPasswordRule } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import { checkWhole } from "../../bodies/check-whole.ts"
import { withCors } from "../../browser/cors.ts"
import { csrfGuard } from "../../browser/csrf.ts"
import { trustedOrigins } from "../../browser/origins.ts"
import { defineDialect } from "../../dialect/define-dialect.ts"
import type { Dialect } from "../../dialect/dialect.ts"
import { type RegistrationSettings, registrationRules } from "../../dialect/registration-settings.ts"
import { checkedLifetimes, defaultLifetimes } from "../../jwt/lifetimes.ts"
import { accountEndpoints } from "./accounts.ts"
import { catalogEndpoints } from "./catalog.ts"
import { type CookieSettings, cookieJar, cookiesOf } from "./cookie-jar.ts"
import type { DialectErrors } from "./dialect-errors.ts"
import { errorResponses } from "./error-responses.ts"
import { invalidFields } from "./order-errors.ts"
import { orderEndpoints } from "./orders.ts"
import { accessScheme } from "./scheme.ts"

export type { WebstoreCookies } from "./cookie-jar.ts"

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
  /** Keys for the tokens against forged requests, the same in every process: the first makes them, all of them count. */
  readonly csrfKeys: () => ReadonlyArray<Uint8Array>
  /**
   * The origins of pages elsewhere that may call this API with cookies, such as `http://localhost:5173`. Behind a proxy
   * that speaks HTTPS and is not believed (`trustProxy`) the shop's own origin belongs here too. None unless told.
   */
  readonly trustedOrigins?: ReadonlyArray<string> | undefined
  readonly cookies?: CookieSettings | undefined
  /** User name and e-mail address are asked for, and a password of 8 characters unless told. */
  readonly registration?: RegistrationSettings | undefined
  /** Five minutes and a day unless told. */
  readonly lifetimes?: TokenLifetimes | undefined
  /** For how many seconds a refresh token that was used still brings its successor. Ten unless told. */
  readonly refreshGraceSeconds?: number | undefined
}

const documented: RegistrationRules = { required: ["username", "email"], password: defaultPasswordRule }

/**
 * The API of the document "webstore": access tokens that pages hold, refresh tokens in cookies that rotate, and CSRF
 * tokens. Throws where the settings are such that no browser would work with it.
 */
export const webstore = (settings: WebstoreSettings): Dialect => {
  const { shop, registration, refreshGraceSeconds = 10 } = settings
  const lifetimes = checkedLifetimes(settings.lifetimes ?? defaultLifetimes)
  checkWhole("refreshGraceSeconds", refreshGraceSeconds, 0)
  const cookies = cookiesOf(settings.cookies)
  const trusted = trustedOrigins(settings.trustedOrigins ?? [])
  const csrf = csrfGuard({ keys: settings.csrfKeys, cookieName: cookies.csrfName, trusted })
  const jar = cookieJar(cookies, csrf, lifetimes.refresh)
  const rotation = { ...lifetimes, grace: refreshGraceSeconds }
  return withCors(
    defineDialect<TokenBearer, DialectErrors>({
      name: "webstore",
      basePath: "/api/",
      scheme: accessScheme(shop),
      errorResponses,
      invalid: invalidFields,
      endpoints: [
        ...accountEndpoints(shop, { rules: registrationRules(documented, registration), rotation, csrf, jar }),
        ...catalogEndpoints(shop),
        ...orderEndpoints(shop, csrf),
      ],
    }),
    trusted,
  )
}
