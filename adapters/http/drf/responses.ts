import type { StoreUnavailable } from "../../../application/ports/store-unavailable.ts"
import type { Faults } from "../dialect/field.ts"
import { withOutageWarning } from "../dialect/outage-warning.ts"
import { detail } from "../dialect/plain-responses.ts"
import { type HttpResponse, json } from "../dialect/response.ts"

export { badRequest, detail, methodNotAllowed, notFound, serverError } from "../dialect/plain-responses.ts"

/** 400: the faults of a body's fields. */
export const invalid = (faults: Faults): HttpResponse => json(400, faults)

/** 401 with the challenge that RFC 9110 requires. */
export const unauthorized = (challenge: string, message: string): HttpResponse =>
  json(401, { detail: message }, { "WWW-Authenticate": challenge })

export const NOT_SIGNED_IN = "Authentication credentials were not provided."

export const notPermitted: HttpResponse = detail(403, "You do not have permission to perform this action.")

/** 503: temporarily overloaded. `retryAfter` is in whole seconds. */
export const unavailable = (retryAfter: number): HttpResponse =>
  json(503, { detail: "Service temporarily unavailable, try again later." }, { "Retry-After": String(retryAfter) })

/** 503: the store cannot answer. */
export const storeUnavailable = (error: StoreUnavailable): HttpResponse =>
  withOutageWarning(unavailable(error.retryAfterSeconds), error)

/** 429: too many attempts. `wait` is in whole seconds. */
export const throttled = (wait: number): HttpResponse =>
  json(
    429,
    { detail: `Request was throttled. Expected available in ${wait} ${wait === 1 ? "second" : "seconds"}.` },
    { "Retry-After": String(wait) },
  )

export const parseError = (message: string): HttpResponse => detail(400, message)

export const tooLarge = (limit: number): HttpResponse =>
  detail(413, `Request body exceeds the limit of ${limit} bytes.`)

export const unsupportedMediaType = (type: string): HttpResponse =>
  detail(415, `Unsupported media type "${type}" in request.`)

/** Returns the response to `OPTIONS`: the accepted and returned formats. */
export const options = (name: string, allow: string): HttpResponse =>
  json(
    200,
    {
      name,
      description: "",
      renders: ["application/json"],
      parses: ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
    },
    { Allow: allow },
  )
