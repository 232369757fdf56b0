import type { Dialect } from "../adapters/http/dialect/dialect.ts"
import { type EcommerceBackendSettings, ecommerceBackend } from "../adapters/http/dialects/ecommerce-backend/dialect.ts"
import { type MyEcommerceSettings, myEcommerce } from "../adapters/http/dialects/myecommerce/dialect.ts"
import { type NitrMartSettings, nitrMart } from "../adapters/http/dialects/nitrmart/dialect.ts"
import { type PhoneLoginSettings, phoneLogin } from "../adapters/http/dialects/phone-login/dialect.ts"
import { type WebstoreSettings, webstore } from "../adapters/http/dialects/webstore/dialect.ts"
import { NOTHING_TO_SIGN_WITH } from "./open-token-pairs.ts"
import type { Shop } from "./shop.ts"

/** What a host may say of each API. What is not said is as the API's document has it, and safe. */
export interface DialectSettings {
  readonly "ecommerce-backend": Omit<EcommerceBackendSettings, "shop">
  readonly myecommerce: Omit<MyEcommerceSettings, "shop" | "phones">
  readonly "phone-login": Omit<PhoneLoginSettings, "shop">
  readonly nitrmart: Omit<NitrMartSettings, "shop" | "pictures">
  /** Two of them on one host need cookies of different names, or each sign-in undoes the other's. */
  readonly webstore: Omit<WebstoreSettings, "shop" | "csrfKeys">
}

/** One root a dialect: how each is made from an open shop. */
const dialects: { readonly [Name in DialectName]: (shop: Shop, settings: DialectSettings[Name]) => Dialect } = {
  "ecommerce-backend": ({ useCases }, settings) => ecommerceBackend({ ...settings, shop: useCases }),
  myecommerce: ({ useCases, phones }, settings) => myEcommerce({ ...settings, shop: useCases, phones }),
  "phone-login": ({ useCases }, settings) => phoneLogin({ ...settings, shop: useCases }),
  nitrmart: ({ useCases, pictures }, settings) => nitrMart({ ...settings, shop: useCases, pictures }),
  webstore: ({ useCases, csrfKeys }, settings) => webstore({ ...settings, shop: useCases, csrfKeys }),
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

/** Only these do without a key for tokens. */
const unsigned: ReadonlyArray<DialectName> = ["ecommerce-backend"]

/**
 * Throws where there is no such dialect, where it signs tokens and the shop was given nothing to sign with, and where its
 * settings make no sense.
 */
export const makeDialect = <Name extends DialectName>(
  name: Name,
  shop: Shop,
  settings: DialectSettings[Name] = {},
): Dialect => {
  if (!isDialectName(name))
    throw new RangeError(`There is no dialect "${name}"; there are: ${dialectNames.join(", ")}.`)
  // Now, and not with the first sign-in.
  if (!shop.signsTokens && !unsigned.includes(name)) throw new Error(NOTHING_TO_SIGN_WITH)
  if (name === "webstore" && shop.csrfKeys().length === 0)
    throw new Error("webstore needs `secret` or `tokens` of openShop besides: its CSRF tokens are made of them.")
  return dialects[name](shop, settings)
}
