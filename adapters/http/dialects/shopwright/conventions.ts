import { placeOf } from "../../../../application/json/json-fault.ts"
import type { BodyError } from "../../bodies/body.ts"
import type { Conventions } from "../../dialect/conventions.ts"
import { encoded, type HttpResponse } from "../../dialect/response.ts"
import { invalidBody } from "./faults.ts"
import { notFound, problem, retryLater } from "./problem.ts"
import { readQuery } from "./query.ts"

const malformed = (detail: string): HttpResponse => problem("malformed-request", detail)

const unreadable = (error: BodyError): HttpResponse => {
  switch (error.kind) {
    case "aborted":
      return malformed("The client disconnected before its body was complete.")
    case "too-large":
      return problem("body-too-large", `A body has at most ${error.limit} bytes.`)
    case "file-too-large":
      return problem("body-too-large", `A file has at most ${error.limit} bytes.`)
    case "several-files":
      return invalidBody({ [error.field]: ["must be one file"] })
    case "busy":
      return retryLater("busy", 1)
    case "unsupported-type":
      return problem("unsupported-media-type", `This resource does not read "${error.type}".`)
    case "unsupported-charset":
      return malformed(`The body has the charset "${error.charset}". Send UTF-8.`)
    case "not-utf8":
      return malformed("The body is not UTF-8.")
    case "too-many-fields":
      return malformed("The body has too many parts.")
    case "malformed-multipart":
      return malformed("The multipart body is invalid, or its boundary is.")
    case "json-syntax": {
      const { line, column } = placeOf(error.text, error.fault.start)
      return malformed(`The body is not JSON: line ${line}, column ${column}.`)
    }
  }
}

/** How this API reads bodies and queries, and responds to what it rejects. */
export const conventions: Conventions = {
  formats: ["json"],
  dataOf: (body) => (body.kind === "json" ? body.value : Object.fromEntries(body.entries)),
  noData: ["must be an object"],
  readQuery,
  unreadable,
  invalid: invalidBody,
  methodNotAllowed: (method, allow) =>
    problem("method-not-allowed", `${method} is none of ${allow}.`, { headers: { Allow: allow } }),
  options: (_name, allow) => encoded(204, Buffer.alloc(0), { Allow: allow }),
  plain: {
    badRequest: malformed("The request's path or headers are malformed."),
    notFound,
    serverError: problem("server-error", "The request failed. The server's log has the reason under the X-Request-Id."),
  },
}
