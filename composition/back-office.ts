import { pageFiles } from "../adapters/back-office/server/page-files.ts"
import type { Mount } from "../adapters/http/server/app.ts"
import { makeDialect } from "./dialects.ts"
import type { AnyShop } from "./shop.ts"

/** Cookies of their own, so that a buyer and an admin can be signed in to the same host in one browser. */
const cookies = {
  sessionName: "shopwright_admin_session",
  csrfName: "shopwright_admin_csrf",
  sameSite: "Strict",
} as const

/** An admin signs in again after this time, in seconds. */
const SESSION_SECONDS = 12 * 60 * 60

/** Returns the back office and its API, below a prefix. */
export const backOfficeMount = (shop: AnyShop, prefix: Mount["prefix"]): Mount => ({
  prefix,
  dialect: makeDialect("shopwright", shop, { cookies, sessionSeconds: SESSION_SECONDS }),
  pages: pageFiles(),
})
