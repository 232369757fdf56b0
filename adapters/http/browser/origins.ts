import type { Request } from "express"
import { publicAddress } from "../server/public-address.ts"

/** The origins of trusted pages besides the server's own origin. `*` stands for all. */
export type TrustedOrigins = ReadonlySet<string>

/** Which pages of other origins may call an API (CORS, Fetch Standard 3.2). */
export interface CorsPolicy {
  readonly trusted: TrustedOrigins
  /** Whether browsers send cookies with those calls. */
  readonly cookies: boolean
}

/** Stands for every origin. Only APIs without cookies accept it. */
export const ANY_ORIGIN = "*"

/**
 * Parses origins such as `https://shop.example` and `http://localhost:5173`. Throws RangeError for anything else, and
 * for `*` if the API uses cookies: every page could then act for its visitors.
 *
 * @example
 * const trusted = trustedOrigins(["https://pages.example"], { cookies: true })
 */
export const trustedOrigins = (
  origins: ReadonlyArray<string>,
  { cookies }: { readonly cookies: boolean },
): TrustedOrigins =>
  new Set(
    origins.map((text) => {
      if (text === ANY_ORIGIN && !cookies) return text
      if (text === ANY_ORIGIN)
        throw new RangeError("The trusted origins of an API with cookies cannot be '*'. List each origin.")
      const origin = originOf(text)
      if (origin === null || !/^https?:\/\//.test(origin) || new URL(text).href !== `${origin}/`)
        throw new RangeError(`The trusted origin '${text}' must be http:// or https://, a host, and optionally a port.`)
      return origin
    }),
  )

/** Returns the origin of a URL. Returns `null` for invalid URLs and for the origin `null` of sandboxes and files. */
export const originOf = (url: string): string | null => {
  if (!URL.canParse(url)) return null
  const { origin } = new URL(url)
  return origin === "null" ? null : origin
}

/** Returns whether a page of this origin may act for the signed-in user: the server's own origin or a trusted one. */
export const isTrusted = (origin: string | null, request: Request, trusted: TrustedOrigins): boolean =>
  origin !== null && (trusted.has(origin) || origin === ownOrigin(request))

const ownOrigin = (request: Request): string | null => {
  const { protocol, host } = publicAddress(request)
  return originOf(`${protocol}://${host}`)
}
