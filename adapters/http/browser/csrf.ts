import { createHmac, timingSafeEqual } from "node:crypto"
import type { Request } from "express"
import type { SessionId } from "../../../application/ports/sessions.ts"
import type { HttpResponse } from "../dialect/response.ts"
import { cookiesOf } from "./cookies.ts"
import { isTrusted, originOf, type TrustedOrigins } from "./origins.ts"

/** The settings of a {@link csrfGuard}. */
export interface CsrfSettings {
  /** The first key creates tokens. Tokens of all keys are accepted. */
  readonly keys: () => ReadonlyArray<Uint8Array>
  readonly cookieName: string
  readonly trusted: TrustedOrigins
  /** The request header with the token. Defaults to Django's `X-CSRFTOKEN`. */
  readonly header?: string
  readonly refusal: (fault: CsrfFault) => HttpResponse
}

/** Why a request is refused: another site's page sent it, or its token is missing or wrong. */
export type CsrfFault =
  | { readonly kind: "untrusted-page"; readonly header: "Origin" | "Referer"; readonly value: string }
  | { readonly kind: "missing-token" }
  | { readonly kind: "incorrect-token" }

/** Distinguishes requests of the shop's pages from requests that another site causes a browser to send. */
export interface CsrfGuard {
  /** Returns the token of a session, for the cookie that the shop's pages read. */
  readonly tokenOf: (session: SessionId) => string
  /** Returns the error response to a request whose page is not trusted; `null` if it is, or if the browser names no page. */
  readonly foreignPage: (request: Request) => HttpResponse | null
  /** Returns the error response to a request that may be forged; `null` if it carries its session's token. */
  readonly forged: (request: Request, session: SessionId | null) => HttpResponse | null
}

/**
 * Makes a guard that checks a double-submitted token as Django does: the token comes in a cookie and in a header, which
 * another site cannot set. The token is bound to the session, so a token planted from a
 * neighbouring host or taken from another session is refused. The page's `Origin`, or else its `Referer`, must be
 * trusted.
 *
 * @example
 * const csrf = csrfGuard({
 *   keys: () => shop.derivedKeys("csrf of storefront"),
 *   cookieName: "storefront_csrf",
 *   trusted: trustedOrigins(["https://pages.example"], { cookies: true }),
 *   refusal: ({ kind }) => json(403, { error: kind }),
 * })
 */
export const csrfGuard = (settings: CsrfSettings): CsrfGuard => {
  const { keys, cookieName, trusted, refusal } = settings
  const tokenHeader = (settings.header ?? "X-CSRFTOKEN").toLowerCase()
  const [missing, incorrect] = [refusal({ kind: "missing-token" }), refusal({ kind: "incorrect-token" })]
  const untrusted = (header: "Origin" | "Referer", value: string): HttpResponse =>
    refusal({ kind: "untrusted-page", header, value: value.slice(0, 200) })
  const foreignPage = (request: Request): HttpResponse | null => {
    const { origin, referer } = request.headers
    if (origin !== undefined) return isTrusted(originOf(origin), request, trusted) ? null : untrusted("Origin", origin)
    if (referer === undefined || isTrusted(originOf(referer), request, trusted)) return null
    return untrusted("Referer", referer)
  }
  return {
    tokenOf: (session) => {
      const [key] = keys()
      if (key === undefined) throw new Error("There is no key for CSRF tokens. Set `secret` or `tokens` of openShop.")
      return tokenOf(key, session)
    },
    foreignPage,
    forged: (request, session) => {
      const foreign = foreignPage(request)
      if (foreign !== null) return foreign
      const sent = request.headers[tokenHeader]
      if (sent === undefined || sent === "") return missing
      // A browser may still hold a cookie of the same name from before the cookie domain was set.
      const held = cookiesOf(request.headers.cookie, cookieName)
      if (typeof sent !== "string" || session === null || !held.some((value) => same(sent, value))) return incorrect
      return keys().some((key) => same(sent, tokenOf(key, session))) ? null : incorrect
    },
  }
}

const tokenOf = (key: Uint8Array, session: SessionId): string =>
  createHmac("sha256", key).update(`session ${session}`).digest("hex")

/** Compares in constant time. */
const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
