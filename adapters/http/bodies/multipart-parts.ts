import { isUtf8 } from "node:buffer"

/** A part of a multipart body. Header names are in lower case. */
export interface Part {
  readonly headers: ReadonlyMap<string, string>
  readonly content: Buffer
}

const CR = 0x0d
const LF = 0x0a
const DASH = 0x2d
const MAX_HEADER_BYTES = 16_384

/** Splits a multipart body (RFC 2046, 5.1.1). Text before the first boundary and after the last one is ignored. */
export const splitParts = (
  bytes: Buffer,
  boundary: string,
  max: number,
): ReadonlyArray<Part> | "malformed" | "too-many" => {
  const parts: Array<Part> = []
  const delimiter = Buffer.from(`--${boundary}`, "latin1")
  let open = findDelimiter(bytes, delimiter, 0)
  while (open !== null && !open.closes) {
    const next = findDelimiter(bytes, delimiter, open.end)
    if (next === null) return "malformed"
    if (parts.length === max) return "too-many"
    const part = readPart(bytes.subarray(open.end, next.start))
    if (part === null) return "malformed"
    parts.push(part)
    open = next
  }
  // A part after the closing boundary would be lost.
  return open === null || findDelimiter(bytes, delimiter, open.end) !== null ? "malformed" : parts
}

/** A boundary's line: `start` is where the content before it ends, `end` where the part after it begins. */
interface Delimiter {
  readonly start: number
  readonly end: number
  readonly closes: boolean
}

const findDelimiter = (bytes: Buffer, delimiter: Buffer, from: number): Delimiter | null => {
  for (let at = bytes.indexOf(delimiter, from); at !== -1; at = bytes.indexOf(delimiter, at + 1)) {
    if (at !== from && at !== 0 && bytes[at - 1] !== LF) continue
    let start = at
    if (start > from && bytes[start - 1] === LF) start--
    if (start > from && bytes[start - 1] === CR) start--
    let end = at + delimiter.length
    if (bytes[end] === DASH && bytes[end + 1] === DASH) return { start, end: end + 2, closes: true }
    while (bytes[end] === 0x20 || bytes[end] === 0x09) end++
    if (bytes[end] === CR && bytes[end + 1] === LF) return { start, end: end + 2, closes: false }
  }
  return null
}

const readPart = (bytes: Buffer): Part | null => {
  // A part without headers begins with the empty line. It has no name, so its headers would be missed.
  const end = bytes.indexOf("\r\n\r\n")
  if (end === -1 || end > MAX_HEADER_BYTES) return null
  const head = bytes.subarray(0, end)
  const headers = isUtf8(head) ? readHeaders(head.toString("utf8")) : null
  return headers === null ? null : { headers, content: bytes.subarray(end + 4) }
}

/** Control characters have no place in a header, and `\r\n` ends it. */
const line = /^([!#$%&'*+.^_`|~\w-]+)[ \t]*:([^\p{Cc}]|\t)*$/u

const readHeaders = (text: string): ReadonlyMap<string, string> | null => {
  const headers = new Map<string, string>()
  for (const header of text.replace(/\r\n[ \t]+/g, " ").split("\r\n")) {
    const name = line.exec(header)?.[1]?.toLowerCase()
    // Of two headers with one name, readers choose differently.
    if (name === undefined || headers.has(name)) return null
    headers.set(name, header.slice(header.indexOf(":") + 1).trim())
  }
  return headers
}
