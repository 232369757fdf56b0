import type { Request } from "express"
import { originOf } from "../../browser/origins.ts"
import type { Warning } from "../../dialect/response.ts"
import { publicAddress } from "../../server/public-address.ts"
import type { WebstoreCookies } from "./cookie-jar.ts"

const loopback = ["localhost", "127.0.0.1", "[::1]"]

/**
 * Explains why cookies are lost between a page and an API on the same machine, if both use different names for it, such
 * as `http://localhost:3000` and `http://127.0.0.1:8000`. Returns `null` if the names are equal or other hosts.
 */
export const loopbackMismatch = (pageUrl: string, apiUrl: string): string | null => {
  const [page, api] = [new URL(pageUrl), new URL(apiUrl)]
  if (page.hostname === api.hostname || !loopback.includes(page.hostname) || !loopback.includes(api.hostname))
    return null
  const url = new URL(api)
  url.hostname = page.hostname
  return (
    `Browsers treat ${page.hostname} and ${api.hostname} as different sites. Pages of ${page.origin} that call webstore ` +
    `at ${api.origin} get no cookies, so refresh and orders fail. Let the page call ${url.origin} instead.`
  )
}

/** Returns a warning if a page signs in from which the browser will not send the cookies back. */
export const crossSiteWarning = (request: Request, sameSite: WebstoreCookies["sameSite"]): Warning | undefined => {
  const page = originOf(request.headers.origin ?? "")
  const { protocol, host } = publicAddress(request)
  const api = originOf(`${protocol}://${host}`)
  if (page === null || api === null || sameSite === "None") return undefined
  const mismatch = loopbackMismatch(page, api)
  if (mismatch !== null) return { facts: { page, api }, message: mismatch }
  if (request.headers["sec-fetch-site"] !== "cross-site") return undefined
  const message =
    `Browsers treat ${page} and ${api} as different sites, so they do not send webstore's cookies, and refresh and orders ` +
    "fail. Serve both under one domain (see SHOPWRIGHT_COOKIE_DOMAIN), or set the cookies' `sameSite` to None over HTTPS."
  return { facts: { page, api }, message }
}
