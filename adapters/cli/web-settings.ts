import { isIP } from "node:net"
import { variable } from "./command.ts"
import { UsageError } from "./failure.ts"
import { readTrustProxy } from "./trust-proxy.ts"
import { readTrustedOrigins } from "./trusted-origins.ts"

export const webHelp = `  SHOPWRIGHT_TRUST_PROXY
                      the proxies whose headers are trusted (X-Forwarded-For, -Proto, -Host, -Prefix and Forwarded):
                      their number, or their addresses and networks separated by commas, also loopback, linklocal,
                      uniquelocal (default: none)
  SHOPWRIGHT_PUBLIC_URL
                      the URL at which clients reach the server, such as https://example.com/shop; for picture URLs,
                      cookie paths and the server's own origin (default: from the request and trusted proxies)
  SHOPWRIGHT_TRUSTED_ORIGINS
                      the origins, separated by commas, of other pages that may call the APIs, such as
                      http://localhost:3000; * allows all pages for APIs without cookies, which are all but webstore
                      and shopwright
                      (default: only pages of the server's own origin)
  SHOPWRIGHT_COOKIE_DOMAIN
                      the common domain of webstore's pages and API, such as shop.test for pages on www.shop.test and
                      the API on api.shop.test (default: the API's host)
  SHOPWRIGHT_HSTS     seconds for which browsers use only HTTPS for this host; sent over HTTPS only (default: no
                      Strict-Transport-Security header)
`

/** The settings for browsers and proxies. */
export interface WebSettings {
  readonly trustProxy: number | string | undefined
  readonly publicUrl: string | undefined
  readonly trustedOrigins: ReadonlyArray<string>
  readonly cookieDomain: string | undefined
  readonly hstsSeconds: number | undefined
}

/** Reads the variables that {@link webHelp} describes. Throws UsageError for an invalid value. */
export const readWebSettings = (): WebSettings => {
  const trustProxy = variable("SHOPWRIGHT_TRUST_PROXY")
  return {
    trustProxy: trustProxy === undefined ? undefined : readTrustProxy(trustProxy),
    publicUrl: readPublicUrl(variable("SHOPWRIGHT_PUBLIC_URL")),
    trustedOrigins: readTrustedOrigins(variable("SHOPWRIGHT_TRUSTED_ORIGINS") ?? ""),
    cookieDomain: readCookieDomain(variable("SHOPWRIGHT_COOKIE_DOMAIN")),
    hstsSeconds: readHsts(variable("SHOPWRIGHT_HSTS")),
  }
}

const readPublicUrl = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined
  if (/^https?:\/\/[^\s/?#@]+(?:\/[\w.~!$&'()*+=:@%/-]*)?$/i.test(text) && URL.canParse(text)) return text
  throw new UsageError(
    "SHOPWRIGHT_PUBLIC_URL must be http:// or https://, a host and a path, such as https://example.com/shop, " +
      `not '${text}'`,
  )
}

const domain = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*$/i

/** Parses a cookie domain. Browsers accept domains with at least two parts and reject IP addresses. */
const readCookieDomain = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined
  const name = text.replace(/^\./, "")
  if (domain.test(name) && isIP(name) === 0) return name.toLowerCase()
  throw new UsageError(
    `SHOPWRIGHT_COOKIE_DOMAIN must be a domain with at least two parts, such as shop.test, not '${text}'`,
  )
}

const readHsts = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new UsageError(`SHOPWRIGHT_HSTS must be a whole number of seconds, such as 31536000, not '${text}'`)
}
