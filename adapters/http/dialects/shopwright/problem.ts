import type { OutgoingHttpHeaders } from "node:http"
import type { StoreUnavailable } from "../../../../application/ports/store-unavailable.ts"
import { withOutageWarning } from "../../dialect/outage-warning.ts"
import { encoded, type HttpResponse } from "../../dialect/response.ts"

/** The kinds of problem, each with its status and its title. The name is the end of the problem's `type`. */
export const problemKinds = {
  "malformed-request": { status: 400, title: "The request is malformed" },
  "invalid-request": { status: 400, title: "The request has invalid values" },
  "invalid-link": { status: 400, title: "The link is not valid" },
  "unknown-item": { status: 400, title: "The order names an item that cannot be ordered" },
  "invalid-file": { status: 400, title: "The file cannot be imported" },
  "picture-refused": { status: 400, title: "The picture is refused" },
  "not-authenticated": { status: 401, title: "Sign in to use this resource" },
  "invalid-token": { status: 401, title: "The token or session is not valid" },
  "invalid-credentials": { status: 401, title: "The login or the password is wrong" },
  "not-permitted": { status: 403, title: "This account is not permitted to do this" },
  "insufficient-scope": { status: 403, title: "The API key lacks the required scope" },
  "api-key-not-accepted": { status: 403, title: "This operation accepts no API key" },
  "guests-not-allowed": { status: 403, title: "The shop accepts no orders without an account" },
  "request-forgery": { status: 403, title: "The request may come from another site" },
  "setup-code-refused": { status: 403, title: "The code of the server is wrong" },
  "wrong-password": { status: 403, title: "The current password is wrong" },
  "not-found": { status: 404, title: "There is no such resource" },
  "method-not-allowed": { status: 405, title: "The resource does not support this method" },
  "not-acceptable": { status: 406, title: "The resource has no accepted format" },
  "identifier-taken": { status: 409, title: "Another account signs in with this identifier" },
  "name-taken": { status: 409, title: "Another category has this name" },
  "category-in-use": { status: 409, title: "The category has products" },
  "no-email-address": { status: 409, title: "The account has no e-mail address" },
  "email-not-verified": { status: 409, title: "The e-mail address is not verified" },
  "admin-exists": { status: 409, title: "The shop has an admin" },
  "too-many-api-keys": { status: 409, title: "The account has the most API keys that it may have" },
  "last-admin": { status: 409, title: "The shop would have no admin" },
  "nothing-to-sell": { status: 409, title: "The product would have no variant that is sold" },
  "too-many-pictures": { status: 409, title: "The product has the most pictures that it may have" },
  "insufficient-stock": { status: 409, title: "There is not enough stock" },
  "stock-limit-exceeded": { status: 409, title: "The stock would exceed the largest quantity" },
  "count-below-reserved": { status: 409, title: "The count is below what open orders hold" },
  "illegal-status-change": { status: 409, title: "The order's status does not allow this change" },
  "too-many-unpaid-orders": { status: 409, title: "The account has too many unpaid orders" },
  "order-refused": { status: 409, title: "The shop does not accept this order" },
  "status-change-refused": { status: 409, title: "The shop does not accept this status change" },
  "edit-conflict": { status: 412, title: "The resource has changed since it was read" },
  "body-too-large": { status: 413, title: "The body is too large" },
  "unsupported-media-type": { status: 415, title: "The body has a type that is not supported" },
  "idempotency-key-reused": { status: 422, title: "The idempotency key was used for another request" },
  "precondition-required": { status: 428, title: "The edit must name the version that it changes" },
  throttled: { status: 429, title: "Too many attempts" },
  "server-error": { status: 500, title: "The server failed" },
  "not-supported": { status: 501, title: "The shop's store does not support this" },
  "mail-not-configured": { status: 501, title: "The shop sends no mail" },
  busy: { status: 503, title: "The server is busy" },
} as const

/** The name of a kind of problem. */
export type ProblemKind = keyof typeof problemKinds

/** One invalid value: its place in the body as a JSON pointer (RFC 6901), or the name of a parameter or header. */
export type ProblemError =
  | { readonly pointer: string; readonly detail: string }
  | { readonly parameter: string; readonly detail: string }
  | { readonly header: string; readonly detail: string }

/** Returns the URI that identifies a kind of problem. It never changes. */
export const problemType = (kind: ProblemKind): string => `urn:problem-type:shopwright:${kind}`

/** Returns problem details (RFC 9457). `detail` explains this occurrence in one sentence. */
export const problem = (
  kind: ProblemKind,
  detail: string,
  { errors, headers }: { readonly errors?: ReadonlyArray<ProblemError>; readonly headers?: OutgoingHttpHeaders } = {},
): HttpResponse => {
  const { status, title } = problemKinds[kind]
  const body = { type: problemType(kind), title, status, detail, ...(errors !== undefined && { errors }) }
  return { ...encoded(status, Buffer.from(JSON.stringify(body)), headers), type: "application/problem+json" }
}

/** A problem that ends by itself. `seconds` is the whole number to wait. */
export const retryLater = (kind: "throttled" | "busy", seconds: number): HttpResponse =>
  problem(kind, `Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`, {
    headers: { "Retry-After": String(seconds) },
  })

/** The store cannot answer. */
export const storeUnavailable = (error: StoreUnavailable): HttpResponse =>
  withOutageWarning(retryLater("busy", error.retryAfterSeconds), error)

export const notFound: HttpResponse = problem("not-found", "Nothing was found at this address.")

export const notPermitted: HttpResponse = problem(
  "not-permitted",
  "This account does not have the required permission.",
)
