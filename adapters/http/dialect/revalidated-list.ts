import type { IncomingHttpHeaders } from "node:http"
import { Effect } from "effect"
import { type EncodedList, listEncoder } from "./encoded-list.ts"
import type { Content, HttpResponse } from "./response.ts"

/**
 * Answers a list that clients may keep and must revalidate: 200 with an entity tag, or 304 when the client has these
 * very bytes (RFC 9110, 13.1.2).
 */
export const revalidatedList = <Item extends object>(
  show: (item: Item) => ReadonlyArray<unknown>,
): ((headers: IncomingHttpHeaders, items: ReadonlyArray<Item>) => Effect.Effect<HttpResponse>) => {
  const encode = listEncoder(show)
  return (headers, items) => {
    const list = encode(items)
    return list instanceof Promise
      ? Effect.map(
          Effect.promise(() => list),
          (encoded) => respond(headers, encoded),
        )
      : Effect.succeed(respond(headers, list))
  }
}

const respond = (headers: IncomingHttpHeaders, list: EncodedList): HttpResponse => {
  const validators = { ETag: list.etag, "Cache-Control": "no-cache" }
  return isKnown(headers["if-none-match"], list.etag)
    ? { status: 304, body: NOTHING, headers: validators }
    : { status: 200, body: bodyOf(list), headers: validators }
}

const NOTHING = Buffer.alloc(0)
/** A longer body is sent part by part, so that no response holds a copy of its own. */
const MAX_COPIED = 65_536

const bodyOf = ({ size, parts }: EncodedList): Buffer | Content =>
  size <= MAX_COPIED ? Buffer.concat(parts) : { type: "application/json", size, bytes: inTurn(parts) }

const inTurn = async function* (parts: ReadonlyArray<Buffer>): AsyncGenerator<Buffer> {
  yield* parts
}

/** Whether an `If-None-Match` names a tag. Tags compare weakly: `W/"a"` is `"a"`. */
const isKnown = (field: string | undefined, tag: string): boolean => {
  if (field === undefined) return false
  if (field.trim() === "*") return true
  return field.match(/"[^"]*"/g)?.includes(tag) ?? false
}
