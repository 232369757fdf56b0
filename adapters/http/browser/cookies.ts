import type { OutgoingHttpHeaders } from "node:http"

/** How a cookie is kept and sent (RFC 6265). */
export interface CookieOptions {
  readonly path: string
  readonly maxAgeSeconds: number
  /** Sent to this domain and all below it; only to the very host that set it unless given. */
  readonly domain?: string | undefined
  readonly sameSite: SameSite
  readonly secure: boolean
  /** Kept from scripts. */
  readonly httpOnly: boolean
}

/** Whether a cookie goes along with requests that pages of other sites make (RFC 6265bis). */
export type SameSite = "Strict" | "Lax" | "None"

const tokenPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const valuePattern = /^[!#-+\--:<-[\]-~]*$/
const domainPattern = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/

/** A `Set-Cookie` header's value. Throws where anything would not reach the browser as it is given. */
export const cookie = (name: string, value: string, options: CookieOptions): string => {
  const { path, domain, maxAgeSeconds, sameSite, secure, httpOnly } = options
  if (!tokenPattern.test(name)) throw new RangeError("A cookie's name has characters that cookies cannot have.")
  if (!valuePattern.test(value)) throw new RangeError(`The value of cookie ${name} has characters that it cannot have.`)
  if (!/^\/[\x20-:<-~]*$/.test(path)) throw new RangeError(`The path of cookie ${name} is none.`)
  if (domain !== undefined && !domainPattern.test(domain)) throw new RangeError(`The domain of cookie ${name} is none.`)
  if (sameSite === "None" && !secure) throw new RangeError(`Cookie ${name} must be Secure to have SameSite=None.`)
  const parts = [`${name}=${value}`, `Path=${path}`, `Max-Age=${maxAgeSeconds}`, `SameSite=${sameSite}`]
  if (domain !== undefined) parts.push(`Domain=${domain}`)
  if (secure) parts.push("Secure")
  if (httpOnly) parts.push("HttpOnly")
  return parts.join("; ")
}

/** Headers that set cookies, on an answer that nobody may keep. */
export const settingCookies = (...cookies: Array<string>): Readonly<OutgoingHttpHeaders> => ({
  "Set-Cookie": cookies,
  "Cache-Control": "no-store",
})

/**
 * Returns the value of a request's cookie; `undefined` if there is none, or it has characters that cookies cannot have.
 * The first of several with one name counts: browsers send the one with the longest path first.
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
