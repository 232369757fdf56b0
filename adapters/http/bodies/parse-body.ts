import { isUtf8 } from "node:buffer"
import { Result } from "effect"
import { jsonFault } from "../../../application/json/json-fault.ts"
import type { Body, BodyError, BodyFormat } from "./body.ts"
import { foreignCharset, parseHeaderValue } from "./header-value.ts"
import { parseMultipart } from "./multipart.ts"
import { parseUrlencoded } from "./urlencoded.ts"

const formats: { readonly [type: string]: BodyFormat | undefined } = {
  "application/json": "json",
  "application/x-www-form-urlencoded": "form",
  "multipart/form-data": "multipart",
}

/** Returns the format of a content type, or `undefined` for a type that is not read. */
export const formatOf = (contentType: string): BodyFormat | undefined => {
  const type = parseHeaderValue(contentType)
  return type === null ? undefined : formats[type.value]
}

/** Parses a body by its type: JSON, a form, or multipart. No byte is dropped or replaced: what cannot be read fails. */
export const parseBody = (bytes: Buffer, contentType: string | undefined): Result.Result<Body, BodyError> => {
  if (bytes.length === 0) return Result.succeed({ kind: "json", value: {} })
  // Most bodies have this type, without parameters.
  if (contentType === "application/json") return parseJson(bytes)
  const type = parseHeaderValue(contentType ?? "")
  const format = type === null ? undefined : formats[type.value]
  if (type === null || format === undefined) return Result.fail({ kind: "unsupported-type", type: contentType ?? "" })
  const charset = foreignCharset(type)
  if (charset !== null) return Result.fail({ kind: "unsupported-charset", format, charset })
  switch (format) {
    case "json":
      return parseJson(bytes)
    case "form":
      return parseUrlencoded(bytes)
    case "multipart":
      return parseMultipart(bytes, type)
  }
}

const parseJson = (bytes: Buffer): Result.Result<Body, BodyError> => {
  if (!isUtf8(bytes)) return Result.fail({ kind: "not-utf8", format: "json" })
  const text = bytes.toString("utf8")
  try {
    return Result.succeed({ kind: "json", value: JSON.parse(text) })
  } catch {
    return Result.fail({ kind: "json-syntax", text, fault: jsonFault(text) })
  }
}
