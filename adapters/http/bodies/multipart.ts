import { isUtf8 } from "node:buffer"
import { Result } from "effect"
import { type Body, type BodyError, type FormEntry, UploadedFile } from "./body.ts"
import { foreignCharset, type HeaderValue, parseHeaderValue } from "./header-value.ts"
import { MAX_FIELDS } from "./max-fields.ts"
import { type Part, splitParts } from "./multipart-parts.ts"

const validBoundary = /^[ -~]{0,199}[!-~]$/

const malformed: BodyError = { kind: "malformed-multipart" }

/**
 * Parses a `multipart/form-data` body (RFC 7578) with Django's rules: a part with a file name is a file, every other part
 * is a text in UTF-8, and a base64 part is decoded. Where Django would drop a part, the body is rejected: without a name,
 * with headers or base64 that cannot be parsed, or without the closing boundary.
 */
export const parseMultipart = (bytes: Buffer, type: HeaderValue): Result.Result<Body, BodyError> => {
  const boundary = type.parameters.get("boundary")
  if (boundary === undefined || !validBoundary.test(boundary)) return Result.fail(malformed)
  const parts = splitParts(bytes, boundary, MAX_FIELDS)
  if (parts === "malformed") return Result.fail(malformed)
  if (parts === "too-many") return Result.fail({ kind: "too-many-fields", format: "multipart" })
  const entries: Array<FormEntry> = []
  for (const part of parts) {
    const entry = readPart(part)
    if (Result.isFailure(entry)) return Result.fail(entry.failure)
    if (entry.success !== null) entries.push(entry.success)
  }
  return Result.succeed({ kind: "form", entries })
}

/** Returns `null` for a file input without a chosen file: browsers send an empty name and no content. */
const readPart = ({ headers, content }: Part): Result.Result<FormEntry | null, BodyError> => {
  const disposition = parseHeaderValue(headers.get("content-disposition") ?? "")
  const name = disposition?.parameters.get("name")
  const decoded = decodeTransfer(headers.get("content-transfer-encoding"), content)
  const type = parseHeaderValue(headers.get("content-type") ?? "")
  if (disposition?.value !== "form-data" || name === undefined || decoded === null || type === null)
    return Result.fail(malformed)
  const filename = disposition.parameters.get("filename")
  if (filename === "" && decoded.length === 0) return Result.succeed(null)
  // As in Django, a part with an empty file name and content is a text.
  if (filename !== undefined && filename !== "") return Result.succeed([name.trim(), new UploadedFile(decoded)])
  const charset = foreignCharset(type)
  if (charset !== null) return Result.fail({ kind: "unsupported-charset", format: "multipart", charset })
  if (!isUtf8(decoded)) return Result.fail({ kind: "not-utf8", format: "multipart" })
  return Result.succeed([name.trim(), decoded.toString("utf8")])
}

const identity: ReadonlySet<string> = new Set(["7bit", "8bit", "binary"])

/** Returns `null` for base64 that is not canonical and for encodings that nothing decodes. */
const decodeTransfer = (encoding: string | undefined, content: Buffer): Buffer | null => {
  const name = encoding?.trim().toLowerCase() ?? "binary"
  if (identity.has(name)) return content
  if (name !== "base64") return null
  const text = content.toString("latin1").replace(/[ \t\r\n]+/g, "")
  const decoded = Buffer.from(text, "base64")
  return decoded.toString("base64") === text ? decoded : null
}
