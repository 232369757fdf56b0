import { Effect } from "effect"
import type { Flag } from "../command.ts"
import type { Arguments } from "./action.ts"
import { flagOf, wholeNumber } from "./arguments.ts"

const DEFAULT_LIMIT = 50
const MAX_LIMIT = 100_000
/** The largest page that is read at once. */
const PAGE = 1000

export const limitFlag: Flag = {
  name: "limit",
  value: "N",
  about: `the most items to list (default: ${DEFAULT_LIMIT})`,
}

/** Reads `--limit`. */
export const limitOf = (call: Pick<Arguments, "value">): number =>
  flagOf(call, "limit", (text, what) => wholeNumber(text, what, 1, MAX_LIMIT)) ?? DEFAULT_LIMIT

/** A page to read: at most `limit` items, from the beginning or after a cursor. */
export interface Range<Cursor> {
  readonly after: Cursor | undefined
  readonly limit: number
}

/** The first items of a list, and whether there are more. */
export interface Cut<Item> {
  readonly items: ReadonlyArray<Item>
  readonly hasMore: boolean
}

/** Reads the first `limit` items of a list page by page. `page` returns a page and the cursor of the next one. */
export const readPages = Effect.fnUntraced(function* <Item, Cursor, E>(
  limit: number,
  page: (
    range: Range<Cursor>,
  ) => Effect.Effect<{ readonly items: ReadonlyArray<Item>; readonly next: Cursor | null }, E>,
) {
  const items: Array<Item> = []
  let after: Cursor | undefined
  while (items.length < limit) {
    const read = yield* page({ after, limit: Math.min(PAGE, limit - items.length) })
    items.push(...read.items)
    if (read.next === null) return { items, hasMore: false } satisfies Cut<Item>
    after = read.next
  }
  return { items, hasMore: true } satisfies Cut<Item>
})
