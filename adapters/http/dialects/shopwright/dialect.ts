import type { TokenLifetimes } from "../../../../application/account/token-settings.ts"
import type { Pictures } from "../../../../application/ports/media.ts"
import type { PhoneNumbers } from "../../../../application/ports/phone-numbers.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { defaultPasswordRule } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { checkWhole } from "../../bodies/check-whole.ts"
import { type CsrfGuard, csrfGuard } from "../../browser/csrf.ts"
import { trustedOrigins } from "../../browser/origins.ts"
import { defineDialect } from "../../dialect/define-dialect.ts"
import type { Dialect } from "../../dialect/dialect.ts"
import type { ParameterDocs } from "../../dialect/docs.ts"
import type { Endpoint } from "../../dialect/endpoint.ts"
import { pictureRoute } from "../../dialect/picture-route.ts"
import { type RegistrationSettings, registrationRules } from "../../dialect/registration-settings.ts"
import { accountData } from "./account-data.ts"
import { PICTURES } from "./account-view.ts"
import { accountEndpoints } from "./accounts.ts"
import { limitedByScope } from "./api-key-access.ts"
import { apiKeyEndpoints } from "./api-keys.ts"
import { categoryEndpoints } from "./categories.ts"
import { changeEndpoints } from "./changes.ts"
import { conventions } from "./conventions.ts"
import { cookieJar, cookieNames, type SessionCookies } from "./cookies.ts"
import type { DialectErrors, Endpoints } from "./dialect-errors.ts"
import { dialectDocs } from "./docs.ts"
import { erasureEndpoints } from "./erasure.ts"
import { errorResponses } from "./error-responses.ts"
import { guestOrderEndpoints } from "./guest-orders.ts"
import { type CatalogFiles, importEndpoints } from "./imports.ts"
import { accountManagement } from "./manage-accounts.ts"
import { orderExport } from "./order-export.ts"
import { orderMetadataEndpoints } from "./order-metadata.ts"
import { orderStepEndpoints } from "./order-steps.ts"
import { orderEndpoints } from "./orders.ts"
import { productList } from "./product-list.ts"
import { productPictureEndpoints } from "./product-pictures.ts"
import { productEndpoints } from "./products.ts"
import { recoveryEndpoints } from "./recovery.ts"
import { reportEndpoints } from "./reports.ts"
import { type Caller, COOKIE_AUDIENCE, forged, NAME, scheme } from "./scheme.ts"
import { sessionEndpoints } from "./sessions.ts"
import { setupEndpoints } from "./setup.ts"
import { stockEndpoints } from "./stock.ts"
import { subscriberEndpoints } from "./subscribers.ts"
import { type SystemFacts, systemEndpoints } from "./system.ts"
import { tokenEndpoints } from "./tokens.ts"

export type { SessionCookies } from "./cookies.ts"
export type { SystemFacts, SystemSetting } from "./system.ts"

export interface ShopwrightSettings {
  readonly shop: UseCases
  /** The currency of the shop. Amounts have its decimals. */
  readonly currency: Currency
  readonly phones: PhoneNumbers
  /** The time zone of reports: a name of the IANA database. */
  readonly timeZone: string
  /** Reads the files of imports. */
  readonly catalogFiles: CatalogFiles
  /** The code that creates the first admin of a shop. Defaults to none: then no admin can be created so. */
  readonly setupCode?: string | undefined
  /** What `GET /v1/system` shows. Defaults to nothing. */
  readonly system?: SystemFacts | undefined
  /** Stores and serves the pictures. */
  readonly pictures: Pick<Pictures, "open">
  /** Derives keys for one purpose from the token keys. The first key creates CSRF tokens. */
  readonly derivedKeys: (purpose: string) => ReadonlyArray<Uint8Array>
  /** The origins of other pages that may call this API, with cookies too. Defaults to none. */
  readonly trustedOrigins?: ReadonlyArray<string> | undefined
  readonly cookies?: SessionCookies | undefined
  /** Defaults to an e-mail address, with which the account signs in, and a password of 8 characters. */
  readonly registration?: RegistrationSettings | undefined
  /** The lifetimes of bearer tokens, in seconds. Defaults to 15 minutes and 30 days. */
  readonly lifetimes?: TokenLifetimes | undefined
  /** Seconds for which a used refresh token still returns its successor. Defaults to 10. */
  readonly refreshGraceSeconds?: number | undefined
  /** Seconds after which a cookie session ends. Defaults to 14 days. */
  readonly sessionSeconds?: number | undefined
  /** The largest picture, in bytes. Defaults to five million. The media adapter has its own limit. */
  readonly maxPictureBytes?: number | undefined
}

const noFacts: SystemFacts = { version: null, database: null, settings: [] }
const HEADER = "X-CSRF-Token"
const DAY = 24 * 60 * 60
const defaultRules: RegistrationRules = { required: ["email"], signsInByEmail: true, password: defaultPasswordRule }

/**
 * Creates shopwright's own API: everything that a shop offers, with bearer tokens and cookie sessions. Throws for
 * settings that browsers reject, and if there are no keys.
 */
export const shopwright = (settings: ShopwrightSettings): Dialect => {
  const {
    shop,
    currency,
    phones,
    refreshGraceSeconds = 10,
    sessionSeconds = 14 * DAY,
    maxPictureBytes = 5_000_000,
  } = settings
  const { lifetimes = { access: 15 * 60, refresh: 30 * DAY }, cookies = {} } = settings
  checkWhole("lifetimes.access", lifetimes.access, 1)
  checkWhole("lifetimes.refresh", lifetimes.refresh, 1)
  checkWhole("refreshGraceSeconds", refreshGraceSeconds, 0)
  checkWhole("sessionSeconds", sessionSeconds, 1)
  checkWhole("maxPictureBytes", maxPictureBytes, 1)
  const keys = () => settings.derivedKeys(`csrf of ${NAME}`)
  if (keys().length === 0)
    throw new Error("shopwright needs `secret` or `tokens` of openShop: its CSRF tokens are derived from those keys.")
  const trusted = trustedOrigins(settings.trustedOrigins ?? [], { cookies: true })
  const csrf = csrfGuard({ keys, cookieName: cookieNames(cookies).csrf, trusted, header: HEADER, refusal: forged })
  const jar = cookieJar(cookies, csrf, sessionSeconds)
  const rules = registrationRules(defaultRules, settings.registration)
  const rotation = { dialect: NAME, ...lifetimes, grace: refreshGraceSeconds }
  const tokens = { dialect: COOKIE_AUDIENCE, access: sessionSeconds, refresh: sessionSeconds }
  const endpoints: Endpoints = [
    ...setupEndpoints(shop, { code: settings.setupCode ?? null, password: rules.password }),
    ...tokenEndpoints(shop, rotation),
    ...sessionEndpoints(shop, { csrf, jar, tokens }),
    ...accountEndpoints(shop, { rules, phones, maxPictureBytes }),
    ...apiKeyEndpoints(shop),
    ...recoveryEndpoints(shop, rules),
    ...categoryEndpoints(shop),
    ...accountManagement(shop),
    ...accountData(shop, currency),
    ...erasureEndpoints(shop),
    ...productList(shop, currency),
    ...productEndpoints(shop, currency),
    ...importEndpoints(shop, settings.catalogFiles, currency),
    ...productPictureEndpoints(shop, { maxPictureBytes, currency }),
    ...stockEndpoints(shop),
    // Before the path of one order.
    ...orderExport(shop, currency),
    ...orderEndpoints(shop, currency),
    ...guestOrderEndpoints(shop, currency),
    ...reportEndpoints(shop, currency),
    ...systemEndpoints(shop, { currency: currency.code, timeZone: settings.timeZone, ...(settings.system ?? noFacts) }),
    ...subscriberEndpoints(shop),
    ...changeEndpoints(shop),
    ...orderStepEndpoints(shop, currency),
    ...orderMetadataEndpoints(shop),
  ]
  return defineDialect<Caller, DialectErrors>({
    name: NAME,
    basePath: "/v1/",
    scheme: scheme(shop, jar),
    conventions,
    errorResponses,
    docs: dialectDocs(jar.names.session),
    cookies: true,
    textParameters: { session: /^[0-9a-f]{32}$/, key: /^[0-9a-f]{32}$/, picture: /^[0-9a-f]{32}\.(jpg|png)$/ },
    endpoints: limitedByScope(endpoints).map((endpoint) => guarded(endpoint, csrf)),
    files: [pictureRoute(settings.pictures, PICTURES, [conventions.plain.notFound])],
  })
}

const csrfHeader: ParameterDocs = {
  name: HEADER,
  description: "Required with a cookie session: its `csrfToken`.",
  json: { type: "string" },
}

/** Rejects a request that changes something, comes with a cookie, and may be forged. */
const guarded = (endpoint: Endpoint<Caller, DialectErrors>, csrf: CsrfGuard): Endpoint<Caller, DialectErrors> => {
  if (endpoint.method === "GET" || endpoint.access === "public") return endpoint
  const rejects = [...(endpoint.docs.rejects ?? []), forged({ kind: "missing-token" })]
  return {
    ...endpoint,
    guard: (caller, request) =>
      (caller?.kind === "cookie" ? csrf.forged(request, caller.session) : null) ??
      endpoint.guard?.(caller, request) ??
      null,
    docs: { ...endpoint.docs, headers: [...(endpoint.docs.headers ?? []), csrfHeader], rejects },
  }
}
