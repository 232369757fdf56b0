import type { Dialect } from "../adapters/http/dialect.ts"
import { ecommerceBackend } from "../adapters/http/dialects/ecommerce-backend/dialect.ts"
import { myEcommerce } from "../adapters/http/dialects/myecommerce/dialect.ts"
import { nitrMart } from "../adapters/http/dialects/nitrmart/dialect.ts"
import { phoneLogin } from "../adapters/http/dialects/phone-login/dialect.ts"
import { type WebstoreSettings, webstore } from "../adapters/http/dialects/webstore/dialect.ts"
import type { Shop } from "./open-shop.ts"
import { NOTHING_TO_SIGN_WITH } from "./open-token-pairs.ts"

/** What an operator may say of the APIs that are served. */
export type DialectSettings = Pick<WebstoreSettings, "trustedOrigins">

/** One root a dialect: how each is made from an open shop. */
const dialects = {
  "ecommerce-backend": ({ useCases }) => ecommerceBackend({ shop: useCases }),
  myecommerce: ({ useCases, phones }) => myEcommerce({ shop: useCases, phones }),
  "phone-login": ({ useCases }) => phoneLogin({ shop: useCases }),
  nitrmart: ({ useCases, pictures }) => nitrMart({ shop: useCases, pictures }),
  webstore: ({ useCases, csrfKeys }, settings) => webstore({ shop: useCases, csrfKeys, ...settings }),
} satisfies Record<string, (shop: Shop, settings: DialectSettings) => Dialect>

/** The name of an API that can be served. */
export type DialectName = keyof typeof dialects

/** Every API that can be served. */
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

/** Throws where the dialect signs tokens and the shop was given nothing to sign with. */
export const makeDialect = (name: DialectName, shop: Shop, settings: DialectSettings = {}): Dialect => {
  // Now, and not with the first sign-in.
  if (shop.publicKeys === null && !unsigned.includes(name)) throw new Error(NOTHING_TO_SIGN_WITH)
  return dialects[name](shop, settings)
}
