/** An error of PostgreSQL that a host's database layer wrapped in its own. `cause` is the layer's error. */
export class HostSqlError extends Error {
  override readonly name = "HostSqlError"
  /** The SQLSTATE (PostgreSQL's manual, appendix A). */
  readonly code: string
  readonly constraint: string | undefined

  constructor(
    message: string,
    facts: { readonly code: string; readonly constraint: string | undefined },
    cause: unknown,
  ) {
    super(message, { cause })
    this.code = facts.code
    this.constraint = facts.constraint
  }
}

/** Where layers keep the driver's error: `cause` (Drizzle), `driverError` (TypeORM), `meta` (Prisma). */
const WRAPPERS = ["cause", "driverError", "meta", "driverAdapterError", "originalError"]

/** Where drivers keep the SQLSTATE and the constraint. */
const CODES = ["code", "originalCode"]
const CONSTRAINTS = ["constraint", "constraint_name"]

const DEEPEST = 5

/**
 * Returns an error with the SQLSTATE and the constraint in `code` and `constraint`, wherever the layer put them. Returns
 * errors that are not PostgreSQL's unchanged.
 */
export const withSqlState = (error: unknown): unknown => {
  const levels = levelsOf(error, DEEPEST)
  const code = firstText(levels, CODES, isSqlState)
  if (code === undefined) return error
  const constraint = firstText(levels, CONSTRAINTS, () => true) ?? quotedConstraint(levels)
  return new HostSqlError(error instanceof Error ? error.message : String(error), { code, constraint }, error)
}

type Level = Readonly<Record<string, unknown>>

const levelsOf = (error: unknown, depth: number): ReadonlyArray<Level> => {
  if (typeof error !== "object" || error === null || depth === 0) return []
  const level = error as Level
  return [level, ...WRAPPERS.flatMap((name) => levelsOf(level[name], depth - 1))]
}

/** Prisma's own codes have the same length and begin with P1 to P6. */
const isSqlState = (text: string): boolean => /^(?!P[1-9])[0-9A-Z]{5}$/.test(text)

const firstText = (
  levels: ReadonlyArray<Level>,
  names: ReadonlyArray<string>,
  isMeant: (text: string) => boolean,
): string | undefined =>
  levels
    .flatMap((level) => names.map((name) => level[name]))
    .find((value): value is string => typeof value === "string" && isMeant(value))

/** Some layers keep only PostgreSQL's message, which quotes the constraint. */
const quotedConstraint = (levels: ReadonlyArray<Level>): string | undefined =>
  levels.map(({ message }) => /constraint "([^"]+)"/.exec(String(message))?.[1]).find((name) => name !== undefined)
