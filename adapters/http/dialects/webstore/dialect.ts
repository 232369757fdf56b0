import type { TokenBearer, TokenLifetimes } from "../../../../application/account/token-pair.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { defaultPasswordRule } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import { withCors } from "../../cors.ts"
import { csrfGuard } from "../../csrf.ts"
import { defineDialect } from "../../define-dialect.ts"
import type { Dialect } from "../../dialect.ts"
import { trustedOrigins } from "../../origins.ts"
import { accountEndpoints } from "./accounts.ts"
import { answers } from "./answers.ts"
import { catalogEndpoints } from "./catalog.ts"
import { cookieJar, defaultCookies, type WebstoreCookies } from "./cookie-jar.ts"
import { orderEndpoints } from "./orders.ts"
import { invalidFields } from "./refusals.ts"
import { accessScheme } from "./scheme.ts"
import type { Served } from "./served.ts"

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
  readonly cookies?: Partial<WebstoreCookies> | undefined
  /** Who may register. User name and e-mail address, and a password of 8 characters, unless told. */
  readonly registration?: RegistrationRules | undefined
  /** Five minutes and a day unless told. */
  readonly lifetimes?: TokenLifetimes | undefined
  /** For how many seconds a refresh token that was used still brings its successor. Ten unless told. */
  readonly refreshGraceSeconds?: number | undefined
}

const documented: RegistrationRules = { required: ["username", "email"], password: defaultPasswordRule }

/** simplejwt's. */
const defaultLifetimes: TokenLifetimes = { access: 5 * 60, refresh: 24 * 60 * 60 }

/**
 * The API of the document "webstore": access tokens that pages hold, refresh tokens in cookies that rotate, and CSRF
 * tokens. Throws where the settings are such that no browser would work with it.
 */
export const webstore = (settings: WebstoreSettings): Dialect => {
  const { shop, registration = documented, lifetimes = defaultLifetimes, refreshGraceSeconds = 10 } = settings
  const cookies = { ...defaultCookies, ...settings.cookies }
  const trusted = trustedOrigins(settings.trustedOrigins ?? [])
  const csrf = csrfGuard({ keys: settings.csrfKeys, cookieName: cookies.csrfName, trusted })
  const jar = cookieJar(cookies, csrf, lifetimes.refresh)
  const rotation = { ...lifetimes, grace: refreshGraceSeconds }
  return withCors(
    defineDialect<TokenBearer, Served>({
      name: "webstore",
      basePath: "/api/",
      scheme: accessScheme(shop),
      answers,
      invalid: invalidFields,
      endpoints: [
        ...accountEndpoints(shop, { rules: registration, rotation, csrf, jar }),
        ...catalogEndpoints(shop),
        ...orderEndpoints(shop, csrf),
      ],
    }),
    trusted,
  )
}
