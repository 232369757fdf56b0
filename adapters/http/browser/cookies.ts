import type { OutgoingHttpHeaders } from "node:http"

/** The attributes of a cookie (RFC 6265). */
export interface CookieOptions {
  readonly path: string
  readonly maxAgeSeconds: number
  /** Browsers send the cookie to this domain and its subdomains. Defaults to the host that set it, alone. */
  readonly domain?: string | undefined
  readonly sameSite: SameSite
  readonly secure: boolean
  /** Whether scripts cannot read it. */
  readonly httpOnly: boolean
}

/** Whether browsers send a cookie with requests of pages on other sites (RFC 6265bis). */
export type SameSite = "Strict" | "Lax" | "None"

const tokenPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const valuePattern = /^[!#-+\--:<-[\]-~]*$/
const domainPattern = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/

/**
 * Returns the value of a `Set-Cookie` header. Throws RangeError for parts that the syntax does not allow.
 *
 * @example
 * const attributes = { path: "/", maxAgeSeconds: 86_400, sameSite: "Lax", secure: true, httpOnly: true } as const
 * const header = cookie("storefront_session", token, attributes)
 */
export const cookie = (name: string, value: string, options: CookieOptions): string => {
  const { path, domain, maxAgeSeconds, sameSite, secure, httpOnly } = options
  if (!tokenPattern.test(name))
    throw new RangeError("A cookie's name has characters that are not allowed in cookie names.")
  if (!valuePattern.test(value))
    throw new RangeError(`The value of cookie ${name} has characters that are not allowed in cookies.`)
  if (!/^\/[\x20-:<-~]*$/.test(path))
    throw new RangeError(`The path of cookie ${name} must begin with a slash and have no semicolon.`)
  if (domain !== undefined && !domainPattern.test(domain))
    throw new RangeError(`The domain of cookie ${name} must be a host name such as shop.test.`)
  if (sameSite === "None" && !secure) throw new RangeError(`Cookie ${name} must be Secure to have SameSite=None.`)
  const parts = [`${name}=${value}`, `Path=${path}`, `Max-Age=${maxAgeSeconds}`, `SameSite=${sameSite}`]
  if (domain !== undefined) parts.push(`Domain=${domain}`)
  if (secure) parts.push("Secure")
  if (httpOnly) parts.push("HttpOnly")
  return parts.join("; ")
}

/**
 * Returns headers that set cookies, on a response that caches do not store.
 *
 * @example
 * const attributes = { path: "/", maxAgeSeconds: 0, sameSite: "Lax", secure: true, httpOnly: true } as const
 * const signedOut = json(200, {}, settingCookies(cookie("storefront_session", "", attributes)))
 */
export const settingCookies = (...cookies: Array<string>): Readonly<OutgoingHttpHeaders> => ({
  "Set-Cookie": cookies,
  "Cache-Control": "no-store",
})

/**
 * Returns the value of a request's cookie; `undefined` if there is none, or it has characters that cookies cannot have.
 * The first of several with one name counts: browsers send the one with the longest path first.
 *
 * @example
 * const identified = (headers: { readonly cookie?: string }) => cookieOf(headers.cookie, "storefront_session")
 */
export const cookieOf = (header: string | undefined, name: string): string | undefined => {
  const [value] = cookiesOf(header, name)
  return value !== undefined && valuePattern.test(value) ? value : undefined
}

/** Returns the values of all cookies of that name. A browser sends several if their paths or domains differ. */
export const cookiesOf = (header: string | undefined, name: string): ReadonlyArray<string> =>
  (header?.split(";") ?? []).flatMap((pair) => {
    const equals = pair.indexOf("=")
    return equals === -1 || pair.slice(0, equals).trim() !== name ? [] : [pair.slice(equals + 1).trim()]
  })
