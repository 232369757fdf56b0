import { withTrustedOrigins } from "../adapters/http/browser/cors.ts"
import type { Dialect } from "../adapters/http/dialect/dialect.ts"
import { type EcommerceBackendSettings, ecommerceBackend } from "../adapters/http/dialects/ecommerce-backend/dialect.ts"
import { type MyEcommerceSettings, myEcommerce } from "../adapters/http/dialects/myecommerce/dialect.ts"
import { type NitrMartSettings, nitrMart } from "../adapters/http/dialects/nitrmart/dialect.ts"
import { type PhoneLoginSettings, phoneLogin } from "../adapters/http/dialects/phone-login/dialect.ts"
import { type ShopwrightSettings, shopwright } from "../adapters/http/dialects/shopwright/dialect.ts"
import { type WebstoreSettings, webstore } from "../adapters/http/dialects/webstore/dialect.ts"
import { NO_TOKEN_KEYS } from "./open-token-pairs.ts"
import { type ServedShop, type ShopwrightParts, shopwrightParts } from "./shopwright-parts.ts"

/** Settings that every API has. */
interface OriginSettings {
  /**
   * The origins of other pages that may call the API, such as `http://localhost:3000`. `*` allows all pages. An API
   * with cookies (webstore, shopwright) rejects `*`. Defaults to none.
   */
  readonly trustedOrigins?: ReadonlyArray<string> | undefined
}

/** The settings of each API. Defaults follow the API's document and are safe. */
export interface DialectSettings {
  readonly "ecommerce-backend": Omit<EcommerceBackendSettings, "shop" | "currency"> & OriginSettings
  readonly myecommerce: Omit<MyEcommerceSettings, "shop" | "phones"> & OriginSettings
  readonly "phone-login": Omit<PhoneLoginSettings, "shop"> & OriginSettings
  readonly nitrmart: Omit<NitrMartSettings, "shop" | "pictures"> & OriginSettings
  /** Two instances on one host need different cookie names. Otherwise each sign-in replaces the other's cookies. */
  readonly webstore: Omit<WebstoreSettings, "shop" | "currency" | "derivedKeys"> & OriginSettings
  /** Two instances on one host need different cookie names, as above. */
  readonly shopwright: Omit<ShopwrightSettings, keyof ShopwrightParts | "setupCode" | "system"> & OriginSettings
}

/** An API of the host. */
export interface CustomDialect extends OriginSettings {
  /** A dialect that `defineDialect` of `shopwright/dialect` created. */
  readonly dialect: Dialect
}

/** Creates each API from an open shop. */
const dialects: { readonly [Name in DialectName]: (shop: ServedShop, settings: DialectSettings[Name]) => Dialect } = {
  "ecommerce-backend": ({ useCases, currency }, settings) =>
    ecommerceBackend({ ...settings, shop: useCases, currency }),
  myecommerce: ({ useCases, phones }, settings) => myEcommerce({ ...settings, shop: useCases, phones }),
  "phone-login": ({ useCases }, settings) => phoneLogin({ ...settings, shop: useCases }),
  nitrmart: ({ useCases, pictures }, settings) => nitrMart({ ...settings, shop: useCases, pictures }),
  webstore: ({ useCases, currency, derivedKeys }, settings) =>
    webstore({ ...settings, shop: useCases, currency, derivedKeys }),
  shopwright: (shop, settings) => shopwright({ ...settings, ...shopwrightParts(shop) }),
}

/** The name of an API that can be served. */
export type DialectName = keyof DialectSettings

/**
 * Every API that can be served.
 *
 * @example
 * console.log(`One of ${dialectNames.join(", ")}`)
 */
export const dialectNames = Object.keys(dialects) as ReadonlyArray<DialectName>

/**
 * Returns whether text is the name of an API.
 *
 * @example
 * const dialect = isDialectName(typed) ? typed : "ecommerce-backend"
 */
export const isDialectName = (name: string): name is DialectName => Object.hasOwn(dialects, name)

/** The APIs that do not sign tokens. */
const unsigned: ReadonlyArray<DialectName> = ["ecommerce-backend"]

/** Returns whether browsers send cookies to this API. If so, its trusted origins must be listed one by one. */
export const usesCookies = (name: DialectName): boolean => withCookies.includes(name)

const withCookies: ReadonlyArray<DialectName> = ["webstore", "shopwright"]

/**
 * Creates a dialect. Throws for an unknown name, for invalid settings, and if the API needs token keys that are
 * missing.
 */
export const makeDialect = <Name extends DialectName>(
  name: Name,
  shop: ServedShop,
  settings: DialectSettings[Name] = {},
): Dialect => {
  if (!isDialectName(name))
    throw new RangeError(`Unknown dialect "${name}"; the dialects are: ${dialectNames.join(", ")}.`)
  // Checked here, so that a missing key is found at start and not at the first sign-in.
  if (!shop.signsTokens && !unsigned.includes(name)) throw new Error(NO_TOKEN_KEYS)
  return withTrustedOrigins(dialects[name](shop, settings), settings.trustedOrigins)
}

/** Returns the API of a name, as {@link makeDialect} does, or the host's own dialect with its trusted origins. */
export const chosenDialect = (
  dialect: DialectName | Dialect,
  shop: ServedShop,
  settings: DialectSettings[DialectName],
): Dialect =>
  typeof dialect === "object"
    ? withTrustedOrigins(dialect, settings.trustedOrigins)
    : makeDialect(dialect, shop, settings)
