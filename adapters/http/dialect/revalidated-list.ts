import type { IncomingHttpHeaders } from "node:http"
import { Effect } from "effect"
import { type EncodedList, listEncoder } from "./encoded-list.ts"
import type { Content, HttpResponse } from "./response.ts"

/**
 * Responds with a list that clients may cache and must revalidate: 200 with an entity tag, or 304 if the client has the
 * same bytes (RFC 9110, section 13.1.2).
 *
 * @example
 * const respond = revalidatedList(({ id, name }: Product) => [{ sku: id, title: name }])
 * const response = Effect.flatMap(shop.useCases.listProducts(), (products) => respond({}, products))
 */
export const revalidatedList = <Item extends object>(
  toEntries: (item: Item) => ReadonlyArray<unknown>,
): ((headers: IncomingHttpHeaders, items: ReadonlyArray<Item>) => Effect.Effect<HttpResponse>) => {
  const encode = listEncoder(toEntries)
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
  return matchesTag(headers["if-none-match"], list.etag)
    ? { status: 304, body: EMPTY, headers: validators }
    : { status: 200, body: bodyOf(list), headers: validators }
}

const EMPTY = Buffer.alloc(0)
/** In bytes. A longer body is sent in parts, without a copy for each response. */
const MAX_COPIED = 65_536

const bodyOf = ({ size, parts }: EncodedList): Buffer | Content =>
  size <= MAX_COPIED ? Buffer.concat(parts) : { type: "application/json", size, bytes: partsInOrder(parts) }

const partsInOrder = async function* (parts: ReadonlyArray<Buffer>): AsyncGenerator<Buffer> {
  yield* parts
}

/** Returns whether `If-None-Match` contains a tag. Tags compare weakly: `W/"a"` equals `"a"`. */
const matchesTag = (field: string | undefined, tag: string): boolean => {
  if (field === undefined) return false
  if (field.trim() === "*") return true
  return field.match(/"[^"]*"/g)?.includes(tag) ?? false
}
