import { Effect } from "effect"
import { API_KEY_PREFIX } from "../../../../application/account/authenticate-api-key.ts"
import type { TokenBearer, TokenError } from "../../../../application/account/token-pair.ts"
import type { SessionId } from "../../../../application/ports/sessions.ts"
import type { StoreUnavailable } from "../../../../application/ports/store-unavailable.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import type { Account } from "../../../../domain/account/account.ts"
import type { ApiKeyScope } from "../../../../domain/account/api-key-scope.ts"
import type { NotAuthenticated } from "../../../../domain/account/errors.ts"
import type { CsrfFault } from "../../browser/csrf.ts"
import type { Scheme } from "../../dialect/dialect.ts"
import type { HttpResponse } from "../../dialect/response.ts"
import type { CookieJar } from "./cookies.ts"
import { notPermitted, problem, storeUnavailable } from "./problem.ts"

export const NAME = "shopwright"
/** Tokens in cookies have another audience, so that no one of them works as a bearer token. */
export const COOKIE_AUDIENCE = `${NAME}/cookie`

/** A person who calls, and whether the browser or the client itself sent the credentials. */
export interface SessionCaller {
  readonly account: Account
  readonly session: SessionId
  readonly kind: "bearer" | "cookie"
}

/** A script that calls with an API key of an admin. */
export interface KeyCaller {
  readonly account: Account
  readonly scopes: ReadonlyArray<ApiKeyScope>
  readonly kind: "key"
}

/** Who calls. */
export type Caller = SessionCaller | KeyCaller

/** Returns the caller of an operation that accepts no API key. */
export const inSession = (caller: Caller): SessionCaller => {
  if (caller.kind === "key") throw new Error("This operation accepts no API key.")
  return caller
}

/** The challenge of `WWW-Authenticate`. */
export const challenge = 'Bearer realm="shopwright"'

export const notSignedIn: HttpResponse = problem("not-authenticated", "Send a bearer token or a session cookie.", {
  headers: { "WWW-Authenticate": challenge },
})

export const invalidToken: HttpResponse = problem(
  "invalid-token",
  "The token, session or API key has expired, has ended, or belongs to another API.",
  { headers: { "WWW-Authenticate": `${challenge}, error="invalid_token"` } },
)

export const wrongCredentials: HttpResponse = problem(
  "invalid-credentials",
  "No active account has this login and this password.",
  { headers: { "WWW-Authenticate": challenge } },
)

/** Returns 403 for a request that another site's page may have caused. */
export const forged = (fault: CsrfFault): HttpResponse => {
  switch (fault.kind) {
    case "untrusted-page":
      return problem("request-forgery", `The ${fault.header} "${fault.value}" is not a trusted origin.`)
    case "missing-token":
      return problem("request-forgery", "Send the session's csrfToken in the header X-CSRF-Token.")
    case "incorrect-token":
      return problem("request-forgery", "The header X-CSRF-Token does not have the session's csrfToken.")
  }
}

/**
 * Reads `Authorization: Bearer` with an access token or an API key, or else the session cookie. A header of another scheme is ignored.
 * Accepts only sessions of this API.
 */
export const scheme = (
  shop: Pick<UseCases, "authenticateAccess" | "authenticateApiKey">,
  jar: Pick<CookieJar, "tokenOf">,
): Scheme<Caller> => {
  const identify = (token: string, kind: SessionCaller["kind"]): Effect.Effect<Caller, HttpResponse> =>
    shop.authenticateAccess(token, { dialects: [kind === "bearer" ? NAME : COOKIE_AUDIENCE] }).pipe(
      Effect.mapError(rejection),
      Effect.flatMap((bearer) => withSession(bearer, kind)),
    )
  const identifyKey = (secret: string): Effect.Effect<Caller, HttpResponse> =>
    shop.authenticateApiKey(secret).pipe(
      Effect.mapError(rejection),
      Effect.map(({ account, key }) => ({ account, scopes: key.scopes, kind: "key" })),
    )
  const identifyBearer = (token: string) =>
    token.startsWith(API_KEY_PREFIX) ? identifyKey(token) : identify(token, "bearer")
  return {
    identify: ({ authorization = "", cookie }) => {
      const [name, token, ...rest] = authorization.split(/[ \t]+/).filter((part) => part !== "")
      if (name?.toLowerCase() === "bearer")
        return token === undefined || rest.length > 0 ? Effect.fail(invalidToken) : identifyBearer(token)
      const held = jar.tokenOf(cookie)
      return held === undefined ? null : identify(held, "cookie")
    },
    isAdmin: ({ account }) => account.isAdmin,
    rejections: [invalidToken],
    notSignedIn,
    notPermitted,
  }
}

const rejection = (error: StoreUnavailable | TokenError | NotAuthenticated): HttpResponse =>
  error._tag === "StoreUnavailable" ? storeUnavailable(error) : invalidToken

/** Another server's token has no session. Only APIs that are compatible with that server accept it. */
const withSession = (
  { account, session }: TokenBearer,
  kind: SessionCaller["kind"],
): Effect.Effect<Caller, HttpResponse> =>
  session === null ? Effect.fail(invalidToken) : Effect.succeed({ account, session, kind })
