import { isUtf8 } from "node:buffer"
import { Effect } from "effect"
import type { HttpResponse } from "../dialect/response.ts"
import { formData } from "./form.ts"
import { jsonFault } from "./json-fault.ts"
import { parseError, unsupportedMediaType } from "./responses.ts"

/** The data of a body, and whether the body was a form. */
export interface Parsed {
  readonly data: unknown
  readonly form: boolean
}

const MAX_PARTS = 4000
const emptyBody: Parsed = { data: {}, form: false }

/**
 * Parses a body like DRF's three default parsers: JSON, form and multipart. An empty body is an empty object, whatever
 * its type. Files in a multipart body are ignored.
 *
 * Fails with 415 for any other type, and with 400 for a malformed body.
 */
export const parseBody = (bytes: Buffer, contentType: string | undefined): Effect.Effect<Parsed, HttpResponse> => {
  if (bytes.length === 0) return Effect.succeed(emptyBody)
  switch (mediaType(contentType)) {
    case "application/json":
      return parseJson(bytes)
    case "application/x-www-form-urlencoded":
      return Effect.sync(() => ({ data: formData(new URLSearchParams(bytes.toString("utf8"))), form: true }))
    case "multipart/form-data":
      return parseMultipart(bytes, contentType ?? "")
    default:
      return Effect.fail(unsupportedMediaType(contentType ?? ""))
  }
}

const mediaType = (contentType = ""): string => {
  if (contentType === "application/json") return contentType
  return (contentType.split(";", 1)[0] ?? "").trim().toLowerCase()
}

const parseJson = (bytes: Buffer): Effect.Effect<Parsed, HttpResponse> => {
  // Decoding would replace invalid bytes with a replacement character and store that.
  if (!isUtf8(bytes)) return Effect.fail(parseError("JSON parse error - 'utf-8' codec can't decode the body."))
  const text = bytes.toString("utf8")
  try {
    return Effect.succeed({ data: JSON.parse(text), form: false })
  } catch {
    return Effect.fail(parseError(`JSON parse error - ${jsonFault(text)}`))
  }
}

const parseMultipart = (bytes: Buffer, contentType: string): Effect.Effect<Parsed, HttpResponse> => {
  if (parts(bytes) > MAX_PARTS) return Effect.fail(parseError("Multipart form parse error - Too many parts."))
  return Effect.tryPromise({
    // The body is in memory and its length is limited, so Node's built-in parser is sufficient.
    try: () => new Response(new Uint8Array(bytes), { headers: { "content-type": contentType } }).formData(),
    catch: () => parseError("Multipart form parse error - Invalid body or boundary."),
  }).pipe(Effect.map((form) => ({ data: formData(textsOf(form)), form: true })))
}

const textsOf = function* (form: FormData): Generator<readonly [string, string]> {
  for (const [name, value] of form) if (typeof value === "string") yield [name, value]
}

const parts = (bytes: Buffer): number => {
  let count = 0
  for (let at = bytes.indexOf("\n--"); at !== -1; at = bytes.indexOf("\n--", at + 1)) count++
  return count
}
