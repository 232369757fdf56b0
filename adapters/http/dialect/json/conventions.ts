import { Result } from "effect"
import type { Conventions } from "../conventions.ts"
import { encoded, type HttpResponse } from "../response.ts"
import { readQuery } from "./query.ts"
import { invalidBody, invalidQuery, type Rejection, rejection, unreadableBody } from "./rejection.ts"

/**
 * Returns the conventions of an API with JSON bodies: unknown members and unknown parameters are faults, and `OPTIONS` gets
 * 204 with `Allow`. `respond` gives rejections the API's own format. Its body must be JSON. Endpoints that accept a file
 * name `multipart` in their `formats`.
 *
 * @example
 * const conventions = jsonConventions(({ status, message, values, headers }) =>
 *   json(status, { error: message, values }, headers),
 * )
 */
export const jsonConventions = (respond: (rejection: Rejection) => HttpResponse): Conventions => ({
  formats: ["json"],
  dataOf: (body) => (body.kind === "json" ? body.value : Object.fromEntries(body.entries)),
  noData: ["must be an object"],
  readQuery: (url, field) => Result.mapError(readQuery(url, field), (faults) => respond(invalidQuery(faults))),
  unreadable: (error) => respond(unreadableBody(error)),
  invalid: (faults) => respond(invalidBody(faults)),
  methodNotAllowed: (method, allow) =>
    respond(rejection("method-not-allowed", `${method} is none of ${allow}.`, { Allow: allow })),
  options: (_name, allow) => encoded(204, Buffer.alloc(0), { Allow: allow }),
  plain: {
    badRequest: respond(rejection("malformed-request", "The request's path or headers are malformed.")),
    notFound: respond(rejection("not-found", "Nothing was found at this address.")),
    serverError: respond(
      rejection("server-error", "The request failed. The server's log has the reason under the X-Request-Id."),
    ),
  },
})
