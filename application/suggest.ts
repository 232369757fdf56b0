/** Returns the name most similar to a mistyped one, or `undefined` if none is similar. */
export const suggest = (typed: string, names: Iterable<string>): string | undefined => {
  let best: string | undefined
  let least = Math.max(1, Math.floor(typed.length / 3)) + 1
  for (const name of names) {
    const distance = editDistance(typed.toLowerCase(), name.toLowerCase())
    if (distance < least) [best, least] = [name, distance]
  }
  return best
}

/** Returns `; did you mean NAME?`, or an empty text if no name is similar. */
export const didYouMean = (typed: string, names: Iterable<string>): string => {
  const name = suggest(typed, names)
  return name === undefined ? "" : `; did you mean ${name}?`
}

/** Counts insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
const editDistance = (a: string, b: string): number => {
  let [beforePrevious, previous]: [ReadonlyArray<number>, ReadonlyArray<number>] = [[], range(b.length + 1)]
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(previous, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? at(beforePrevious, j - 2) + 1 : Number.POSITIVE_INFINITY
      current.push(Math.min(at(previous, j) + 1, at(current, j - 1) + 1, replaced, swapped))
    }
    ;[beforePrevious, previous] = [previous, current]
  }
  return at(previous, b.length)
}

const range = (length: number): ReadonlyArray<number> => Array.from({ length }, (_, i) => i)

const at = (row: ReadonlyArray<number>, i: number): number => row[i] ?? Number.POSITIVE_INFINITY
