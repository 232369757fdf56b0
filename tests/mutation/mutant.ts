/** A mistake that somebody could make: the text as it is, once in its file, and as it would be. */
export interface Mutant {
  /** What the shop does wrong with it. */
  readonly what: string
  readonly file: string
  readonly find: string
  readonly replace: string
  /** Why no test can tell it apart, where that is so. */
  readonly survives?: string
}

/** Mutants of one file, each as [what it does wrong, text, text in its place]. */
export const mutantsOf = (
  file: string,
  ...table: ReadonlyArray<readonly [what: string, find: string, replace: string, survives?: string]>
): ReadonlyArray<Mutant> =>
  table.map(([what, find, replace, survives]) => ({
    what,
    file,
    find,
    replace,
    ...(survives === undefined ? {} : { survives }),
  }))
