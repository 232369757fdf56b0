import { withTrustedOrigins } from "../adapters/http/browser/cors.ts"
import type { Dialect } from "../adapters/http/dialect/dialect.ts"
import { type EcommerceBackendSettings, ecommerceBackend } from "../adapters/http/dialects/ecommerce-backend/dialect.ts"
import { type MyEcommerceSettings, myEcommerce } from "../adapters/http/dialects/myecommerce/dialect.ts"
import { type NitrMartSettings, nitrMart } from "../adapters/http/dialects/nitrmart/dialect.ts"
import { type PhoneLoginSettings, phoneLogin } from "../adapters/http/dialects/phone-login/dialect.ts"
import { type WebstoreSettings, webstore } from "../adapters/http/dialects/webstore/dialect.ts"
import { NOTHING_TO_SIGN_WITH } from "./open-token-pairs.ts"
import type { Shop } from "./shop.ts"

/** Settings that every API has. */
interface OriginSettings {
  /**
   * Origins of pages elsewhere that may call the API, such as `http://localhost:3000`. `*` lets all pages call it; an API
   * with cookies (webstore) rejects that. Defaults to none.
   */
  readonly trustedOrigins?: ReadonlyArray<string> | undefined
}

/** The settings of each API. Defaults are what the API's document says, and safe. */
export interface DialectSettings {
  readonly "ecommerce-backend": Omit<EcommerceBackendSettings, "shop"> & OriginSettings
  readonly myecommerce: Omit<MyEcommerceSettings, "shop" | "phones"> & OriginSettings
  readonly "phone-login": Omit<PhoneLoginSettings, "shop"> & OriginSettings
  readonly nitrmart: Omit<NitrMartSettings, "shop" | "pictures"> & OriginSettings
  /** Two of them on one host need cookies with different names; otherwise each sign-in replaces the other's cookies. */
  readonly webstore: Omit<WebstoreSettings, "shop" | "derivedKeys"> & OriginSettings
}

/** How each API is made from an open shop. */
const dialects: { readonly [Name in DialectName]: (shop: Shop, settings: DialectSettings[Name]) => Dialect } = {
  "ecommerce-backend": ({ useCases }, settings) => ecommerceBackend({ ...settings, shop: useCases }),
  myecommerce: ({ useCases, phones }, settings) => myEcommerce({ ...settings, shop: useCases, phones }),
  "phone-login": ({ useCases }, settings) => phoneLogin({ ...settings, shop: useCases }),
  nitrmart: ({ useCases, pictures }, settings) => nitrMart({ ...settings, shop: useCases, pictures }),
  webstore: ({ useCases, derivedKeys }, settings) => webstore({ ...settings, shop: useCases, derivedKeys }),
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
 * Whether text names an API that can be served.
 *
 * @example
 * const dialect = isDialectName(typed) ? typed : "ecommerce-backend"
 */
export const isDialectName = (name: string): name is DialectName => Object.hasOwn(dialects, name)

/** The APIs that sign no tokens. */
const unsigned: ReadonlyArray<DialectName> = ["ecommerce-backend"]

/** Whether browsers send cookies of this API, so that it must know its pages' origins one by one. */
export const usesCookies = (name: DialectName): boolean => withCookies.includes(name)

const withCookies: ReadonlyArray<DialectName> = ["webstore"]

/** Throws for an unknown name, for settings that make no sense, and if the API signs tokens and the shop has no keys. */
export const makeDialect = <Name extends DialectName>(
  name: Name,
  shop: Shop,
  settings: DialectSettings[Name] = {},
): Dialect => {
  if (!isDialectName(name))
    throw new RangeError(`There is no dialect "${name}"; there are: ${dialectNames.join(", ")}.`)
  // Here, so that a missing key is found at start and not at the first sign-in.
  if (!shop.signsTokens && !unsigned.includes(name)) throw new Error(NOTHING_TO_SIGN_WITH)
  return withTrustedOrigins(dialects[name](shop, settings), settings.trustedOrigins)
}
