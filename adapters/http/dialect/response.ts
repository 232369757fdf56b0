import type { OutgoingHttpHeaders } from "node:http"
import type { Stream } from "effect"

/** Bytes that are no JSON, read as they are sent. */
export interface Content {
  readonly type: string
  /** In bytes. */
  readonly size: number
  readonly bytes: AsyncIterable<Uint8Array>
}

/** A line of the log: facts by name, never a secret, and a message. */
export interface Warning {
  readonly facts: Readonly<Record<string, unknown>>
  readonly message: string
}

/** What a dialect answers: a status and a body, JSON that is encoded already, at least its beginning, or something else. */
export interface HttpResponse {
  readonly status: number
  readonly body: Buffer | Content
  /** Headers beside those that every answer carries. */
  readonly headers?: Readonly<OutgoingHttpHeaders>
  /** A warning for the server's log, written beside the request's id and the client's address. */
  readonly warning?: Warning
  /** What follows `body`, where that is not all; sent as fast as the client takes it. See {@link listResponse}. */
  readonly rest?: Stream.Stream<Uint8Array>
}

/** An answer whose body is JSON, compact and in UTF-8. */
export const json = (status: number, value: unknown, headers?: Readonly<OutgoingHttpHeaders>): HttpResponse =>
  encoded(status, Buffer.from(JSON.stringify(value)), headers)

/** An answer whose JSON was encoded before. */
export const encoded = (status: number, body: Buffer, headers?: Readonly<OutgoingHttpHeaders>): HttpResponse =>
  headers === undefined ? { status, body } : { status, body, headers }

/**
 * Encodes a list once for all who are handed the same array: a store may answer many requests with one read. What
 * is handed over must not change any more; it is forgotten with the array.
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

/** Encodes a list on each call. An item that `encode` turns into an array contributes all elements of the array. */
export const encodeList =
  <Item>(encode: (item: Item) => unknown): ((items: ReadonlyArray<Item>) => Buffer) =>
  (items) =>
    Buffer.from(JSON.stringify(items.flatMap(encode)))
