import { Effect, Result } from "effect"
import type { Request } from "express"
import { readBody } from "../bodies/read-body.ts"
import type { Faults, Field } from "../drf/field.ts"
import type { Parsed } from "../drf/parse-body.ts"
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

/** A dialect's responses to errors. */
export interface DialectResponses<E extends ShopError> {
  readonly errorResponses: ErrorResponses<E>
  readonly invalid: (faults: Faults) => HttpResponse
}

/** Reads the body, runs the handler, and returns the response. Errors become responses of the dialect's table. */
export const respond = <Caller, E extends ShopError>(
  endpoint: Endpoint<Caller, E>,
  { errorResponses, invalid }: DialectResponses<E>,
  limits: Limits,
  request: Request,
  caller: Caller | null,
  path: { readonly [name: string]: number },
): Effect.Effect<HttpResponse> => {
  const { body: field, read: readRequest = readBody, handle } = endpoint
  const context = { caller, path, request, prefix: limits.prefix }
  if (field === undefined)
    return Effect.catch(handle({ ...context, body: undefined }), (error) =>
      Effect.succeed(errorResponse(errorResponses, error, undefined)),
    )
  return readRequest(request, limits).pipe(
    Effect.flatMap((parsed) => {
      const body = Result.mapError(read(field, parsed), invalid)
      if (Result.isFailure(body)) return Effect.succeed(body.failure)
      return Effect.catch(handle({ ...context, body: body.success }), (error) =>
        Effect.succeed(errorResponse(errorResponses, error, parsed.data)),
      )
    }),
    Effect.catch((refusal) => Effect.succeed(refusal)),
  )
}

const read = (field: Field<unknown>, { data, form }: Parsed): Result.Result<unknown, Faults> =>
  data === null ? Result.fail({ non_field_errors: ["No data provided"] }) : field.read(data, form)

const errorResponse = <E extends ShopError>(
  errorResponses: ErrorResponses<E>,
  error: E,
  sent: unknown,
): HttpResponse => {
  // The table's entry for a tag accepts the error with that tag. The compiler cannot follow this through an index.
  const respondTo = errorResponses[error._tag as E["_tag"]] as unknown as (error: E, sent: unknown) => HttpResponse
  return respondTo(error, sent)
}
