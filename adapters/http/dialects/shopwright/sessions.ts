import { Effect } from "effect"
import type { TokenSettings } from "../../../../application/account/token-settings.ts"
import { type OpenSession, SessionId } from "../../../../application/ports/sessions.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import type { CsrfGuard } from "../../browser/csrf.ts"
import { json, noContent } from "../../dialect/response.ts"
import { named, oneOf, orNull, record, text, truth } from "../../dialect/schema.ts"
import { clientAddress } from "../../server/client-address.ts"
import { formatIdentity, identitySchema } from "./account-view.ts"
import type { CookieJar } from "./cookies.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { pageSchema } from "./paging.ts"
import { notFound } from "./problem.ts"
import { forged, inSession, type SessionCaller } from "./scheme.ts"
import { loginKinds, signInBody, signInExample } from "./tokens.ts"

export interface SessionSettings {
  readonly csrf: CsrfGuard
  readonly jar: CookieJar
  /** The tokens in cookies. They have the lifetime of the session. */
  readonly tokens: TokenSettings
}

/** Formats the session of the request. */
const formatCurrent = ({ account, session, kind }: SessionCaller, csrf: CsrfGuard) => ({
  id: session,
  kind,
  account: formatIdentity(account),
  csrfToken: kind === "cookie" ? csrf.tokenOf(session) : null,
})

const currentSchema = named(
  "CurrentSession",
  record<ReturnType<typeof formatCurrent>>({
    id: text({ pattern: "^[0-9a-f]{32}$" }),
    kind: oneOf(["bearer", "cookie"]),
    account: identitySchema,
    csrfToken: orNull(text({ description: "Send it as X-CSRF-Token with every request that changes something." })),
  }),
)

const formatOpen = ({ id, openedAt, expiresAt }: OpenSession, current: SessionId) => ({
  id,
  openedAt: openedAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  isCurrent: id === current,
})

const sessionSchema = named(
  "Session",
  record<ReturnType<typeof formatOpen>>({
    id: text({ pattern: "^[0-9a-f]{32}$" }),
    openedAt: text({ format: "date-time" }),
    expiresAt: orNull(text({ format: "date-time" })),
    isCurrent: truth({ description: "Whether this request belongs to it." }),
  }),
)

const TAG = "Sign-in"

/** Returns the endpoints that sign in with cookies, and list and end sessions of both kinds. */
export const sessionEndpoints = (
  shop: Pick<UseCases, "obtainTokenPair" | "listSessions" | "endSession">,
  { csrf, jar, tokens }: SessionSettings,
): Endpoints => [
  endpoint({
    method: "POST",
    path: "sessions",
    access: "public",
    ignoresCredentials: true,
    body: signInBody,
    // Prevents another site from signing a visitor in to the attacker's account.
    guard: (_, request) => csrf.foreignPage(request),
    docs: {
      id: "createSession",
      tag: TAG,
      summary: "Sign in with a cookie",
      description:
        "For web pages. The browser keeps the session in a cookie that scripts cannot read. Every request that " +
        "changes something needs the `csrfToken` in the header `X-CSRF-Token`.",
      calls: ["obtainTokenPair"],
      returns: [
        {
          status: 201,
          description: "The session.",
          schema: currentSchema,
          headers: { "Set-Cookie": "The session, and the CSRF token for pages of the same host." },
        },
      ],
      rejects: [forged({ kind: "untrusted-page", header: "Origin", value: "https://elsewhere.example" })],
      example: signInExample,
    },
    handle: ({ body, request, prefix }) => {
      const command = { ...body, by: loginKinds, address: clientAddress(request) }
      return Effect.map(shop.obtainTokenPair(command, tokens), ({ access: token, account, session }) =>
        json(
          201,
          formatCurrent({ account, session, kind: "cookie" }, csrf),
          jar.keep(request, prefix, { token, session }),
        ),
      )
    },
  }),
  endpoint({
    method: "GET",
    path: "sessions",
    access: "authenticated",
    docs: {
      id: "listSessions",
      tag: TAG,
      summary: "List your open sessions",
      description: "Newest first, on one page.",
      calls: ["listSessions"],
      returns: [{ status: 200, description: "The sessions.", schema: pageSchema("SessionPage", sessionSchema) }],
    },
    handle: ({ caller }) =>
      Effect.map(shop.listSessions(caller.account), (sessions) =>
        json(200, { items: sessions.map((session) => formatOpen(session, inSession(caller).session)), next: null }),
      ),
  }),
  endpoint({
    method: "GET",
    path: "me/session",
    access: "authenticated",
    docs: {
      id: "getCurrentSession",
      tag: TAG,
      summary: "Show who is signed in",
      description: "A page on another origin reads its `csrfToken` here.",
      calls: [],
      returns: [{ status: 200, description: "The session of this request.", schema: currentSchema }],
    },
    handle: ({ caller }) => Effect.succeed(json(200, formatCurrent(inSession(caller), csrf))),
  }),
  endpoint({
    method: "DELETE",
    path: "me/session",
    access: "authenticated",
    docs: {
      id: "endCurrentSession",
      tag: TAG,
      summary: "Sign out",
      description: "Ends the session at once, with its tokens, and deletes its cookies.",
      calls: ["endSession"],
      returns: [{ status: 204, description: "Signed out.", schema: null }],
    },
    handle: ({ caller, request, prefix }) =>
      Effect.map(shop.endSession(caller.account, inSession(caller).session), () =>
        caller.kind === "cookie" ? { ...noContent, headers: jar.clear(request, prefix) } : noContent,
      ),
  }),
  endpoint({
    method: "DELETE",
    path: "sessions/:session",
    access: "authenticated",
    docs: {
      id: "endSession",
      tag: TAG,
      summary: "End one of your sessions",
      calls: ["endSession"],
      returns: [{ status: 204, description: "The session has ended.", schema: null }],
      rejects: [notFound],
    },
    handle: ({ caller, request }) =>
      Effect.map(shop.endSession(caller.account, SessionId(String(request.params.session))), (wasOpen) =>
        wasOpen ? noContent : notFound,
      ),
  }),
]
