import type { OutgoingHttpHeaders } from "node:http"
import type { Request } from "express"
import type { SessionId } from "../../../../application/ports/sessions.ts"
import { cookie, cookieOf, type SameSite, settingCookies } from "../../browser/cookies.ts"
import type { CsrfGuard } from "../../browser/csrf.ts"
import { publicAddress } from "../../server/public-address.ts"

/** The names and attributes of this dialect's cookies. */
export interface WebstoreCookies {
  /** Defaults to `refreshtoken`. */
  readonly refreshName: string
  /** Defaults to `csrftoken`. */
  readonly csrfName: string
  /**
   * The domain whose pages read the CSRF token, such as `shop.test` for a page on `www.shop.test` and an API on
   * `api.shop.test`. The refresh token stays with the API's host. Defaults to the API's host for both.
   */
  readonly domain: string | undefined
  /** Defaults to `Lax`. `None` is for pages of another site, and requires HTTPS. */
  readonly sameSite: SameSite
  /** Whether browsers send the cookies over HTTPS only. Defaults to `auto`: if the sign-in came over HTTPS. */
  readonly secure: boolean | "auto"
  /** The path to which browsers send the refresh token. Defaults to the public path of `refresh_token`. */
  readonly refreshPath: string | undefined
}

/** Settings of the cookies, all optional. */
export type CookieSettings = { readonly [Name in keyof WebstoreCookies]?: WebstoreCookies[Name] | undefined }

/** Adds safe defaults to the settings. */
export const cookiesWithDefaults = ({
  refreshName = "refreshtoken",
  csrfName = "csrftoken",
  domain,
  sameSite = "Lax",
  secure = "auto",
  refreshPath,
}: CookieSettings = {}): WebstoreCookies => {
  return { refreshName, csrfName, domain, sameSite, secure, refreshPath }
}

/** Reads and sets the cookies of a sign-in. */
export interface CookieJar {
  readonly refreshOf: (request: Request) => string | undefined
  /** Returns the headers that set the cookies of a sign-in. `prefix` is the path before the dialect's own paths. */
  readonly keep: (
    request: Request,
    prefix: string,
    signIn: { readonly refresh: string; readonly session: SessionId },
  ) => Readonly<OutgoingHttpHeaders>
}

/** Throws RangeError for settings whose cookies browsers would reject. */
export const cookieJar = (settings: WebstoreCookies, csrf: CsrfGuard, maxAgeSeconds: number): CookieJar => {
  const { refreshName, csrfName, domain, sameSite, refreshPath } = settings
  const both = (refresh: string, token: string, path: string, secure: boolean) => {
    const common = { maxAgeSeconds, sameSite, secure }
    return settingCookies(
      // Scripts on every page of the host or domain read it and send it back in a header.
      cookie(csrfName, token, { ...common, domain, path: "/", httpOnly: false }),
      cookie(refreshName, refresh, { ...common, path, httpOnly: true }),
    )
  }
  if (refreshName === csrfName) throw new RangeError("refreshName and csrfName must differ.")
  // Invalid settings fail at start, not at the first sign-in.
  both("", "", refreshPath ?? "/", settings.secure !== false)
  if (settings.sameSite === "None" && settings.secure !== true)
    throw new RangeError("Cookies with sameSite None require `secure`: true.")
  return {
    refreshOf: ({ headers }) => cookieOf(headers.cookie, refreshName) || undefined,
    keep: (request, prefix, { refresh, session }) =>
      both(
        refresh,
        csrf.tokenOf(session),
        refreshPath ?? `${prefix}/api/refresh_token`,
        settings.secure === "auto" ? publicAddress(request).protocol === "https" : settings.secure,
      ),
  }
}
