import { Stream } from "effect"
import { encoded, encodeList, encodeOnce, type HttpResponse } from "./response.ts"

/** A list of any length: its beginning, and a stream of what follows where that is not all. */
export interface LongList<Item> {
  readonly first: ReadonlyArray<Item>
  readonly rest: Stream.Stream<Item> | null
}

/**
 * Answers a list as one JSON array. A short one goes out whole and with its length; of a long one the beginning goes
 * out at once, and the rest portion by portion as the client takes it, so that no more than a few are ever in memory.
 */
export const listResponse = <Item>(encode: (item: Item) => unknown): ((list: LongList<Item>) => HttpResponse) => {
  const whole = encodeOnce(encode)
  const portion = encodeList(encode)
  return ({ first, rest }) => {
    if (rest === null) return encoded(200, whole(first))
    const more = Stream.mapArray(rest, (items) => [continued(portion(items))] as const).pipe(
      // While one portion is on its way to the client, the next one is read.
      Stream.bufferArray({ capacity: 1 }),
    )
    return { status: 200, body: withoutEnd(whole(first)), rest: Stream.concat(more, Stream.make(END)) }
  }
}

const END = Buffer.from("]")
const COMMA = 0x2c

const withoutEnd = (array: Buffer): Buffer => array.subarray(0, -1)

/** Makes of an array one that carries on an earlier one: a comma for the bracket it begins with, none at its end. */
const continued = (array: Buffer): Buffer => {
  array[0] = COMMA
  return withoutEnd(array)
}
