import { hash } from "node:crypto"
import { timeSlice } from "../../../application/time-slice.ts"

/** A list as one JSON array in parts, with its entity tag. */
export interface EncodedList {
  readonly etag: string
  /** In bytes. */
  readonly size: number
  readonly parts: ReadonlyArray<Buffer>
}

interface Part {
  readonly bytes: Buffer
  readonly digest: Buffer
}

/** The result of the latest encoding. */
interface Encoding<Item> {
  readonly items: ReadonlyArray<Item>
  readonly parts: ReadonlyArray<Part>
}

/** The number of items of a part. A change of one item encodes its part again. */
const PART = 128
const END: Part["bytes"] = Buffer.from("]")

/**
 * Encodes lists that change little between calls. Parts whose items are the same objects as before keep their bytes. An
 * array that was encoded before is returned from a cache. Other requests run between parts. `toEntries` returns the
 * entries of an item, at least one. Arrays and items must not change after they were passed.
 */
export const listEncoder = <Item extends object>(
  toEntries: (item: Item) => ReadonlyArray<unknown>,
): ((items: ReadonlyArray<Item>) => EncodedList | Promise<EncodedList>) => {
  const known = new WeakMap<ReadonlyArray<Item>, EncodedList | Promise<EncodedList>>()
  let last: Promise<Encoding<Item>> = Promise.resolve({ items: [], parts: [] })

  const encode = (items: ReadonlyArray<Item>): Promise<EncodedList> => {
    const before = last
    const encoding = before.then((previous) => encodeParts(toEntries, items, previous))
    // After a failure the next list is compared with the one before it.
    last = encoding.catch(() => before)
    return encoding.then(({ parts }) => {
      const list = joined(parts)
      known.set(items, list)
      return list
    })
  }

  return (items) => {
    const found = known.get(items)
    if (found !== undefined) return found
    const list = encode(items)
    known.set(items, list)
    list.catch(() => known.delete(items))
    return list
  }
}

const encodeParts = async <Item>(
  toEntries: (item: Item) => ReadonlyArray<unknown>,
  items: ReadonlyArray<Item>,
  previous: Encoding<Item>,
): Promise<Encoding<Item>> => {
  const parts: Array<Part> = []
  const slice = timeSlice()
  for (let start = 0; start < items.length; start += PART) {
    const reused = isUnchanged(items, previous.items, start) ? previous.parts[start / PART] : undefined
    parts.push(reused ?? encodePart(items.slice(start, start + PART).flatMap(toEntries), start === 0))
    if (slice.isOver()) await slice.next()
  }
  return { items, parts: parts.length > 0 ? parts : [partOf("[")] }
}

const isUnchanged = <Item>(items: ReadonlyArray<Item>, previous: ReadonlyArray<Item>, start: number): boolean => {
  for (let i = start; i < start + PART; i++) if (items[i] !== previous[i]) return false
  return true
}

/** A part begins with the bracket or the comma before its first entry. */
const encodePart = (entries: ReadonlyArray<unknown>, isFirst: boolean): Part =>
  partOf((isFirst ? "[" : ",") + JSON.stringify(entries).slice(1, -1))

const partOf = (text: string): Part => {
  const bytes = Buffer.from(text)
  return { bytes, digest: hash("sha256", bytes, "buffer") }
}

/** The tag depends only on the bytes, so all processes of a shop return the same tag. */
const joined = (parts: ReadonlyArray<Part>): EncodedList => {
  const bytes = [...parts.map((part) => part.bytes), END]
  const digest = hash("sha256", Buffer.concat(parts.map((part) => part.digest)), "base64url")
  return { etag: `"${digest.slice(0, 27)}"`, size: bytes.reduce((sum, { length }) => sum + length, 0), parts: bytes }
}
