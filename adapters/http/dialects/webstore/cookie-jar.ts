import type { OutgoingHttpHeaders } from "node:http"
import type { Request } from "express"
import type { SessionId } from "../../../../application/ports/sessions.ts"
import { cookie, cookieOf, type SameSite, settingCookies } from "../../browser/cookies.ts"
import type { CsrfGuard } from "../../browser/csrf.ts"

/** How the cookies of this dialect are called and kept. */
export interface WebstoreCookies {
  /** `refreshtoken` unless told. */
  readonly refreshName: string
  /** `csrftoken` unless told. */
  readonly csrfName: string
  /** Sent to this domain and all below it; only to the host itself unless told. */
  readonly domain: string | undefined
  /** `Lax` unless told. `None` is for pages of another site, and needs HTTPS. */
  readonly sameSite: SameSite
  /** Whether cookies go over HTTPS only: `auto`, where the request that sets them came over HTTPS, unless told. */
  readonly secure: boolean | "auto"
  /** Where the refresh token is sent: only where it is traded, unless told. */
  readonly refreshPath: string | undefined
}

/** What there is to say of the cookies. */
export type CookieSettings = { readonly [Name in keyof WebstoreCookies]?: WebstoreCookies[Name] | undefined }

/** The settings of the cookies: what is not told, or told to be nothing, is the safe default. */
export const cookiesOf = ({
  refreshName = "refreshtoken",
  csrfName = "csrftoken",
  domain,
  sameSite = "Lax",
  secure = "auto",
  refreshPath,
}: CookieSettings = {}): WebstoreCookies => {
  return { refreshName, csrfName, domain, sameSite, secure, refreshPath }
}

/** The cookies that stand for a sign-in. */
export interface CookieJar {
  readonly refreshOf: (request: Request) => string | undefined
  /** The headers that hand a sign-in's cookies to a browser. `prefix` is where the dialect is mounted. */
  readonly keep: (
    request: Request,
    prefix: string,
    signIn: { readonly refresh: string; readonly session: SessionId },
  ) => Readonly<OutgoingHttpHeaders>
}

/** Throws where the settings would make no cookies that browsers take. */
export const cookieJar = (settings: WebstoreCookies, csrf: CsrfGuard, maxAgeSeconds: number): CookieJar => {
  const { refreshName, csrfName, domain, sameSite, refreshPath } = settings
  const both = (refresh: string, token: string, path: string, secure: boolean) => {
    const common = { maxAgeSeconds, domain, sameSite, secure }
    return settingCookies(
      // Scripts read it, on whichever page of the host they are: they send it back in a header.
      cookie(csrfName, token, { ...common, path: "/", httpOnly: false }),
      cookie(refreshName, refresh, { ...common, path, httpOnly: true }),
    )
  }
  if (refreshName === csrfName) throw new RangeError("Two cookies cannot have one name.")
  // Now, and not with the first sign-in.
  both("", "", refreshPath ?? "/", settings.secure !== false)
  if (settings.sameSite === "None" && settings.secure !== true)
    throw new RangeError("Cookies with SameSite=None need `secure`: true.")
  return {
    refreshOf: ({ headers }) => cookieOf(headers.cookie, refreshName) || undefined,
    keep: (request, prefix, { refresh, session }) =>
      both(
        refresh,
        csrf.tokenOf(session),
        refreshPath ?? `${prefix}/api/refresh_token`,
        settings.secure === "auto" ? request.secure : settings.secure,
      ),
  }
}
