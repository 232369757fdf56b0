import type { OutgoingHttpHeaders } from "node:http"
import { placeOf } from "../../../../application/json/json-fault.ts"
import type { BodyError } from "../../bodies/body.ts"
import type { Faults } from "../field.ts"
import { placedFaults } from "./pointers.ts"

const statuses = {
  "malformed-request": 400,
  "invalid-request": 400,
  "not-found": 404,
  "method-not-allowed": 405,
  "body-too-large": 413,
  "unsupported-media-type": 415,
  "server-error": 500,
  busy: 503,
} as const

/** Why a request is rejected before a handler runs. `invalid-request` has the invalid values. */
export type RejectionKind = keyof typeof statuses

/** An invalid value of a body, with its JSON pointer, or of a query, with the name of its parameter. */
export type InvalidValue =
  | { readonly pointer: string; readonly message: string }
  | { readonly parameter: string; readonly message: string }

/** A request that an API rejects, before the API's own format is applied to it. */
export interface Rejection {
  readonly kind: RejectionKind
  readonly status: number
  /** What is wrong with the request, in one sentence. */
  readonly message: string
  /** The invalid values, at most 100. Empty if the request is at fault as a whole. */
  readonly values: ReadonlyArray<InvalidValue>
  /** Headers that the response must have: `Allow`, `Retry-After`. */
  readonly headers?: OutgoingHttpHeaders
}

/** Returns a rejection without invalid values. */
export const rejection = (kind: RejectionKind, message: string, headers?: OutgoingHttpHeaders): Rejection => ({
  kind,
  status: statuses[kind],
  message,
  values: [],
  ...(headers !== undefined && { headers }),
})

const invalid = (values: ReadonlyArray<InvalidValue>): Rejection => ({
  ...rejection(
    "invalid-request",
    values.length === 1 ? "One value is invalid." : `${values.length} values are invalid.`,
  ),
  values,
})

/** Returns the rejection of a body with every invalid value. */
export const invalidBody = (faults: Faults): Rejection => invalid(placedFaults(faults))

/** Returns the rejection of a query with every invalid or unknown parameter. */
export const invalidQuery = (faults: Faults): Rejection =>
  invalid(placedFaults(faults).map(({ pointer, message }) => ({ parameter: pointer.slice(1), message })))

/** Returns a rejection that ends by itself after this number of seconds. */
const busy = (seconds: number): Rejection =>
  rejection("busy", `Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`, {
    "Retry-After": String(seconds),
  })

const malformed = (message: string): Rejection => rejection("malformed-request", message)

/** Returns the rejection of a body that cannot be read. */
export const unreadableBody = (error: BodyError): Rejection => {
  switch (error.kind) {
    case "aborted":
      return malformed("The client disconnected before its body was complete.")
    case "too-large":
      return rejection("body-too-large", `A body has at most ${error.limit} bytes.`)
    case "file-too-large":
      return rejection("body-too-large", `A file has at most ${error.limit} bytes.`)
    case "several-files":
      return invalidBody({ [error.field]: ["must be one file"] })
    case "busy":
      return busy(1)
    case "unsupported-type":
      return rejection("unsupported-media-type", `This resource does not read "${error.type}".`)
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
