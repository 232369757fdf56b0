import { Effect, Result } from "effect"
import type { Request } from "express"
import { formatOf } from "../bodies/parse-body.ts"
import { withBody } from "../bodies/read-body.ts"
import type { Conventions } from "./conventions.ts"
import type { ErrorResponses, Limits, Scheme, ShopError } from "./dialect.ts"
import type { Access, Endpoint } from "./endpoint.ts"
import type { HttpResponse } from "./response.ts"

/** Returns `null` if the caller has the required access, otherwise the response that refuses it. */
export const requireAccess = <Caller>(
  scheme: Scheme<Caller>,
  access: Access,
  caller: Caller | null,
): HttpResponse | null => {
  if (access === "public") return null
  if (caller === null) return scheme.notSignedIn
  return access === "admin" && !scheme.isAdmin(caller) ? scheme.notPermitted : null
}

/** How a dialect responds to what it rejects. */
export interface DialectResponses<E extends ShopError> {
  readonly errorResponses: ErrorResponses<E>
  readonly conventions: Conventions
}

/** Reads the body, runs the handler, and encodes the shop's errors with the dialect's table. Always returns a response. */
export const respond = <Caller, E extends ShopError>(
  endpoint: Endpoint<Caller, E>,
  { errorResponses, conventions }: DialectResponses<E>,
  limits: Limits,
  request: Request,
  caller: Caller | null,
  path: { readonly [name: string]: number },
): Effect.Effect<HttpResponse> => {
  const { body: field, file, handle, formats = conventions.formats } = endpoint
  const query = conventions.readQuery?.(request.url, endpoint.query) ?? noQuery
  if (Result.isFailure(query)) return Effect.succeed(query.failure)
  const context = { caller, path, request, query: query.success, prefix: limits.prefix }
  if (field === undefined)
    return Effect.catch(handle({ ...context, body: undefined }), (error) =>
      Effect.succeed(errorResponse(errorResponses, error, undefined)),
    )
  const { "content-type": type = "" } = request.headers
  const format = formatOf(type)
  // A type that is never read is rejected with the body, because an empty body has no type.
  if (format !== undefined && !formats.includes(format))
    return Effect.succeed(conventions.unreadable({ kind: "unsupported-type", type }))
  return withBody(request, limits, file, (body) => {
    const sent = conventions.dataOf(body)
    const read = sent === null ? Result.fail(conventions.noData) : field.read(sent, body.kind === "form")
    if (Result.isFailure(read)) return Effect.succeed(conventions.invalid(read.failure))
    return Effect.catch(handle({ ...context, body: read.success }), (error) =>
      Effect.succeed(errorResponse(errorResponses, error, sent)),
    )
  }).pipe(Effect.catch((error) => Effect.succeed(conventions.unreadable(error))))
}

const noQuery: Result.Result<unknown, HttpResponse> = Result.succeed(undefined)

const errorResponse = <E extends ShopError>(
  errorResponses: ErrorResponses<E>,
  error: E,
  sent: unknown,
): HttpResponse => {
  // The table's entry for a tag accepts the error with that tag. The compiler cannot follow this through an index.
  const respondTo = errorResponses[error._tag as E["_tag"]] as unknown as (error: E, sent: unknown) => HttpResponse
  return respondTo(error, sent)
}
