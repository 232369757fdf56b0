import { hash } from "node:crypto"
import type { IncomingHttpHeaders } from "node:http"
import { encoded, type HttpResponse } from "./response.ts"

const nothing: Buffer = Buffer.alloc(0)

/**
 * Answers a body that clients may keep but ask about each time: 200 with its entity tag, or 304 where the client has
 * these very bytes (RFC 9110, 13.1.2). The tag is worked out once for bytes that stay the same between two answers.
 */
export const revalidating = (): ((headers: IncomingHttpHeaders, body: Buffer) => HttpResponse) => {
  let known = nothing
  let tag = tagOf(known)
  return (headers, body) => {
    if (body !== known) {
      if (!body.equals(known)) tag = tagOf(body)
      known = body
    }
    const validators = { ETag: tag, "Cache-Control": "no-cache" }
    return isKnown(headers["if-none-match"], tag) ? encoded(304, nothing, validators) : encoded(200, body, validators)
  }
}

const tagOf = (bytes: Uint8Array): string => `"${hash("sha256", bytes, "base64url").slice(0, 27)}"`

/** Whether an `If-None-Match` names a tag. Tags compare weakly: `W/"a"` is `"a"`. */
const isKnown = (field: string | undefined, tag: string): boolean => {
  if (field === undefined) return false
  if (field.trim() === "*") return true
  return field.match(/"[^"]*"/g)?.includes(tag) ?? false
}
