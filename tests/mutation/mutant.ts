/** A mistake in the code: a text that occurs once in its file, and its replacement. */
export interface Mutant {
  /** What the shop does wrong with it. */
  readonly what: string
  readonly file: string
  readonly find: string
  readonly replace: string
  /** The reason why no test can detect it, if that is so. */
  readonly survives?: string
}

/** Mutants of one file, each as [what it does wrong, text, replacement]. */
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
