import { isUtf8 } from "node:buffer"
import { Result } from "effect"
import type { Body, BodyError, FormEntry } from "./body.ts"
import { MAX_FIELDS } from "./max-fields.ts"

/**
 * Parses `application/x-www-form-urlencoded`. As in Django, a percent sign that begins no escape stands for itself. Names
 * and values must be UTF-8 after decoding: a decoder that replaces other bytes makes different passwords equal.
 */
export const parseUrlencoded = (bytes: Buffer): Result.Result<Body, BodyError> => {
  const entries: Array<FormEntry> = []
  for (const pair of bytes.toString("latin1").split("&", MAX_FIELDS + 1)) {
    if (pair === "") continue
    if (entries.length === MAX_FIELDS) return Result.fail({ kind: "too-many-fields", format: "form" })
    const equals = pair.indexOf("=")
    const name = decode(equals === -1 ? pair : pair.slice(0, equals))
    const value = equals === -1 ? "" : decode(pair.slice(equals + 1))
    if (name === null || value === null) return Result.fail({ kind: "not-utf8", format: "form" })
    entries.push([name, value])
  }
  return Result.succeed({ kind: "form", entries })
}

const percentEscape = /%([\da-f]{2})/gi

/** Decodes a text whose characters are bytes. */
const decode = (text: string): string | null => {
  const unescaped = text
    .replaceAll("+", " ")
    .replace(percentEscape, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
  const bytes = Buffer.from(unescaped, "latin1")
  return isUtf8(bytes) ? bytes.toString("utf8") : null
}
