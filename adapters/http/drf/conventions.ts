import { type JsonFaultKind, placeOf } from "../../../application/json/json-fault.ts"
import type { BodyError, BodyFormat } from "../bodies/body.ts"
import type { Conventions } from "../dialect/conventions.ts"
import { plainResponses } from "../dialect/plain-responses.ts"
import { type HttpResponse, json } from "../dialect/response.ts"
import { formData } from "./form.ts"
import {
  badRequest,
  invalid,
  methodNotAllowed,
  options,
  parseError,
  tooLarge,
  unavailable,
  unsupportedMediaType,
} from "./responses.ts"

/** The responses to a body that cannot be read, with the messages of DRF's parsers. */
const unreadable = (error: BodyError): HttpResponse => {
  switch (error.kind) {
    case "aborted":
      return badRequest
    case "too-large":
      return tooLarge(error.limit)
    case "file-too-large":
      return json(413, { [error.field]: [`Ensure this file has at most ${error.limit} bytes.`] })
    case "several-files":
      return invalid({ [error.field]: ["Send one file only."] })
    case "busy":
      return unavailable(1)
    case "unsupported-type":
      return unsupportedMediaType(error.type)
    case "unsupported-charset":
      return parseError(`${parsers[error.format]} parse error - Unsupported charset "${error.charset}". Send UTF-8.`)
    case "not-utf8":
      return parseError(`${parsers[error.format]} parse error - 'utf-8' codec can't decode the body.`)
    case "too-many-fields":
      return parseError(`${parsers[error.format]} parse error - Too many parts.`)
    case "malformed-multipart":
      return parseError("Multipart form parse error - Invalid body or boundary.")
    case "json-syntax": {
      const { line, column } = placeOf(error.text, error.fault.start)
      const message = jsonMessages[error.fault.kind]
      return parseError(`JSON parse error - ${message}: line ${line} column ${column} (char ${error.fault.start})`)
    }
  }
}

const parsers: { readonly [Format in BodyFormat]: string } = {
  json: "JSON",
  form: "Form",
  multipart: "Multipart form",
}

/** The messages of Python's `json`, which DRF passes on. */
const jsonMessages: { readonly [Kind in JsonFaultKind]: string } = {
  "value-expected": "Expecting value",
  "name-expected": "Expecting property name enclosed in double quotes",
  "colon-expected": "Expecting ':' delimiter",
  "comma-expected": "Expecting ',' delimiter",
  "extra-data": "Extra data",
  "unterminated-string": "Unterminated string starting at",
  "invalid-escape": "Invalid \\escape",
  "control-character": "Invalid control character at",
}

/** How Django REST framework reads bodies and responds. */
export const drf: Conventions = {
  formats: ["json", "form", "multipart"],
  dataOf: (body) => (body.kind === "json" ? body.value : formData(body.entries)),
  noData: { non_field_errors: ["No data provided"] },
  unreadable,
  invalid,
  methodNotAllowed,
  options,
  plain: plainResponses,
}
