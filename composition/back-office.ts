import { pageFiles } from "../adapters/back-office/server/page-files.ts"
import { type ShopwrightSettings, type SystemFacts, shopwright } from "../adapters/http/dialects/shopwright/dialect.ts"
import type { Mount } from "../adapters/http/server/app.ts"
import { NO_TOKEN_KEYS } from "./open-token-pairs.ts"
import { setupCode } from "./setup-code.ts"
import type { AnyShop } from "./shop.ts"
import { shopwrightParts } from "./shopwright-parts.ts"

/** Cookies of their own, so that a buyer and an admin can be signed in to the same host in one browser. */
const cookies = {
  sessionName: "shopwright_admin_session",
  csrfName: "shopwright_admin_csrf",
  sameSite: "Strict",
} as const satisfies ShopwrightSettings["cookies"]

/** An admin signs in again after this time, in seconds. */
const SESSION_SECONDS = 12 * 60 * 60

/** Returns the back office and its API, below a prefix. */
export const backOfficeMount = (shop: AnyShop, prefix: Mount["prefix"], system?: SystemFacts): Mount => {
  if (!shop.signsTokens) throw new Error(NO_TOKEN_KEYS)
  const settings = { cookies, sessionSeconds: SESSION_SECONDS, setupCode: setupCode(shop), system }
  return { prefix, dialect: shopwright({ ...settings, ...shopwrightParts(shop) }), pages: pageFiles() }
}
