import { Stream } from "effect"
import { encoded, encodeList, encodeOnce, type HttpResponse } from "./response.ts"

/** A list of any length: its first items, and a stream of the rest, or `null` if there are no more. */
export interface LongList<Item> {
  readonly first: ReadonlyArray<Item>
  readonly rest: Stream.Stream<Item> | null
}

/**
 * Returns a list as one JSON array. A short list is sent whole, with its length. Of a long list, the first items
 * are sent immediately and the rest in chunks as the client reads, so at most a few chunks are in memory.
 *
 * @example
 * const respond = listResponse((order: Order) => ({ number: order.id, state: order.status }))
 * const response = Effect.map(shop.useCases.listOrders(buyer), respond)
 */
export const listResponse = <Item>(encode: (item: Item) => unknown): ((list: LongList<Item>) => HttpResponse) => {
  const encodeFirst = encodeOnce(encode)
  const encodeChunk = encodeList(encode)
  return ({ first, rest }) => {
    if (rest === null) return encoded(200, encodeFirst(first))
    const more = Stream.mapArray(rest, (items) => [continuation(encodeChunk(items))] as const).pipe(
      // The next chunk is read while the current one is sent.
      Stream.bufferArray({ capacity: 1 }),
    )
    return { status: 200, body: withoutEnd(encodeFirst(first)), rest: Stream.concat(more, Stream.make(END)) }
  }
}

const END = Buffer.from("]")
const COMMA = 0x2c

const withoutEnd = (array: Buffer): Buffer => array.subarray(0, -1)

/** Turns an encoded array into a continuation: a comma replaces its opening bracket, and the closing one is removed. */
const continuation = (array: Buffer): Buffer => {
  array[0] = COMMA
  return withoutEnd(array)
}
