/** Collects the conditions of a statement and the values of its parameters. */
export interface Conditions {
  /** Adds a parameter and returns its placeholder. */
  readonly value: (value: unknown) => string
  readonly add: (condition: string) => void
  /** All conditions, or `true` when there are none. */
  readonly all: () => string
  readonly values: ReadonlyArray<unknown>
}

export const conditions = (): Conditions => {
  const values: Array<unknown> = []
  const added: Array<string> = []
  return {
    value: (value) => `$${values.push(value)}`,
    add: (condition) => void added.push(condition),
    all: () => (added.length === 0 ? "true" : added.join(" and ")),
    values,
  }
}
