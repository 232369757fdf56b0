/** A page of a list of the API. `next` leads to the page after it. */
export interface Page<A> {
  readonly items: ReadonlyArray<A>
  readonly next: string | null
}

/** How many lists with other filters keep their cursors. */
const MAX_LISTS = 50

/**
 * Turns a list with cursors into numbered pages. The cursor of a page is known once the page before it was read. After a
 * reload in the middle of a list, the pages before are read again.
 */
export const numberedPages = () => {
  const lists = new Map<string, Array<string | undefined>>()
  return async <A>(
    key: string,
    number: number,
    read: (after: string | undefined) => Promise<Page<A>>,
  ): Promise<Page<A>> => {
    if (!lists.has(key) && lists.size >= MAX_LISTS) lists.clear()
    const cursors = lists.get(key) ?? [undefined]
    lists.set(key, cursors)
    let i = Math.min(number, cursors.length)
    while (true) {
      const page = await read(cursors[i - 1])
      if (page.next !== null) cursors[i] = page.next
      if (i === number) return page
      if (page.next === null) return { items: [], next: null }
      i += 1
    }
  }
}
