/** A change of the tables. */
export interface Migration {
  readonly name: string
  /** Returns the statements for a quoted schema. They change tables only: no functions, no triggers. */
  readonly statements: (schema: string) => ReadonlyArray<string>
}
