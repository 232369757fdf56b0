import type { OutgoingHttpHeaders } from "node:http"
import type { Request } from "express"
import type { SessionId } from "../../../../application/ports/sessions.ts"
import { cookie, cookieOf, type SameSite, settingCookies } from "../../browser/cookies.ts"
import type { CsrfGuard } from "../../browser/csrf.ts"
import { publicAddress } from "../../server/public-address.ts"

/** The names and attributes of the cookies of a session. All are optional. */
export interface SessionCookies {
  /** Defaults to `shopwright_session`. */
  readonly sessionName?: string | undefined
  /** Defaults to `shopwright_csrf`. */
  readonly csrfName?: string | undefined
  /** The domain whose pages read the CSRF token. Defaults to the API's host. The session stays with the API's host. */
  readonly domain?: string | undefined
  /** Defaults to `Lax`. `None` is for pages of another site, and requires HTTPS. */
  readonly sameSite?: SameSite | undefined
  /** Whether browsers send the cookies over HTTPS only. Defaults to `auto`: if the sign-in came over HTTPS. */
  readonly secure?: boolean | "auto" | undefined
}

/** Reads, sets and deletes the cookies of a session. */
export interface CookieJar {
  readonly names: { readonly session: string; readonly csrf: string }
  readonly tokenOf: (cookieHeader: string | undefined) => string | undefined
  readonly keep: (
    request: Request,
    prefix: string,
    signIn: { readonly token: string; readonly session: SessionId },
  ) => Readonly<OutgoingHttpHeaders>
  readonly clear: (request: Request, prefix: string) => Readonly<OutgoingHttpHeaders>
}

/** Returns the names of the cookies. Throws RangeError if both are the same. */
export const cookieNames = ({
  sessionName = "shopwright_session",
  csrfName = "shopwright_csrf",
}: SessionCookies): CookieJar["names"] => {
  if (sessionName === csrfName) throw new RangeError("sessionName and csrfName must differ.")
  return { session: sessionName, csrf: csrfName }
}

/** Throws RangeError for settings whose cookies browsers would reject. */
export const cookieJar = (settings: SessionCookies, csrf: CsrfGuard, maxAgeSeconds: number): CookieJar => {
  const { domain, sameSite = "Lax", secure = "auto" } = settings
  const names = cookieNames(settings)
  const both = (token: string, csrfToken: string, path: string, isSecure: boolean, maxAge: number) => {
    const common = { maxAgeSeconds: maxAge, sameSite, secure: isSecure }
    return settingCookies(
      cookie(names.csrf, csrfToken, { ...common, domain, path: "/", httpOnly: false }),
      cookie(names.session, token, { ...common, path, httpOnly: true }),
    )
  }
  if (sameSite === "None" && secure !== true) throw new RangeError("Cookies with sameSite None require `secure`: true.")
  // Invalid settings fail at start, not at the first sign-in.
  both("", "", "/", secure !== false, 0)
  const isSecure = (request: Request) => (secure === "auto" ? publicAddress(request).protocol === "https" : secure)
  return {
    names,
    tokenOf: (header) => cookieOf(header, names.session) || undefined,
    keep: (request, prefix, { token, session }) =>
      both(token, csrf.tokenOf(session), `${prefix}/v1/`, isSecure(request), maxAgeSeconds),
    clear: (request, prefix) => both("", "", `${prefix}/v1/`, isSecure(request), 0),
  }
}
