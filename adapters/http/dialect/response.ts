import type { OutgoingHttpHeaders } from "node:http"
import type { Stream } from "effect"

/** Content other than JSON. Its bytes are read while they are sent. */
export interface Content {
  readonly type: string
  /** In bytes. */
  readonly size: number
  readonly bytes: AsyncIterable<Uint8Array>
}

/** A log line: named facts, without secrets, and a message. */
export interface Warning {
  readonly facts: Readonly<Record<string, unknown>>
  readonly message: string
}

/** A response: a status and a body, which is encoded JSON (or its beginning) or other content. */
export interface HttpResponse {
  readonly status: number
  readonly body: Buffer | Content
  /** The media type of an encoded body. Defaults to `application/json`. */
  readonly type?: string
  /** Headers in addition to those of every response. */
  readonly headers?: Readonly<OutgoingHttpHeaders>
  /** A warning for the server's log. The log adds the request's id and the client's address. */
  readonly warning?: Warning
  /** The rest of a body that is sent in chunks, as fast as the client reads. See {@link listResponse}. */
  readonly rest?: Stream.Stream<Uint8Array>
  /** Whether `rest` may end at any time because clients connect again. Ends when the server closes. Defaults to false. */
  readonly isLive?: boolean
}

/**
 * Returns a response with a JSON body, compact and in UTF-8.
 *
 * @example
 * const created = json(201, { number: order.id }, { Location: `/store/orders/${order.id}` })
 */
export const json = (status: number, value: unknown, headers?: Readonly<OutgoingHttpHeaders>): HttpResponse =>
  encoded(status, Buffer.from(JSON.stringify(value)), headers)

/** Returns a response with JSON that is already encoded. */
export const encoded = (status: number, body: Buffer, headers?: Readonly<OutgoingHttpHeaders>): HttpResponse =>
  headers === undefined ? { status, body } : { status, body, headers }

/**
 * Encodes each array once and caches the bytes while the array is in use, because a store may serve many requests with
 * one read. The array must not change after it was passed.
 */
export const encodeOnce = <Item>(encode: (item: Item) => unknown): ((items: ReadonlyArray<Item>) => Buffer) => {
  const encodeAll = encodeList(encode)
  const known = new WeakMap<ReadonlyArray<Item>, Buffer>()
  return (items) => {
    const found = known.get(items)
    if (found !== undefined) return found
    const bytes = encodeAll(items)
    known.set(items, bytes)
    return bytes
  }
}

/** Encodes a list on each call. If `encode` returns an array for an item, its elements are added one by one. */
export const encodeList =
  <Item>(encode: (item: Item) => unknown): ((items: ReadonlyArray<Item>) => Buffer) =>
  (items) =>
    Buffer.from(JSON.stringify(items.flatMap(encode)))

/**
 * Success without content.
 *
 * @example
 * const ended = Effect.map(shop.useCases.endSessions(buyer, { account: buyer.id }), () => noContent)
 */
export const noContent: HttpResponse = encoded(204, Buffer.alloc(0))
