import { Effect } from "effect"

/** Dies when the size of a page is not a whole number from 1, because an empty page would look like the last one. */
export const requireLimit = (useCase: string, limit: number): Effect.Effect<void> =>
  Number.isSafeInteger(limit) && limit >= 1
    ? Effect.void
    : Effect.die(new RangeError(`${useCase}: limit must be a whole number from 1, not ${limit}`))

/** Cuts what was read, one item more than the page holds, into the page and the place where the next one begins. */
export const cutPage = <A, Cursor>(
  found: ReadonlyArray<A>,
  limit: number,
  cursorOf: (item: A) => Cursor,
): { readonly items: ReadonlyArray<A>; readonly next: Cursor | null } => {
  const last = found[limit - 1]
  return found.length <= limit || last === undefined
    ? { items: found, next: null }
    : { items: found.slice(0, limit), next: cursorOf(last) }
}
