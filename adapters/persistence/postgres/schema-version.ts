import type { Database } from "./database.ts"
import { versions } from "./migrations/index.ts"
import { unknownVersions } from "./migrations/plan.ts"
import { readVersions } from "./migrations/version-table.ts"

/** The tables are older or newer than this version of shopwright needs, or a table or column is missing. */
export class SchemaMismatch extends Error {
  override readonly name = "SchemaMismatch"
  /** Versions this program has and the database has not. */
  readonly missing: ReadonlyArray<string>
  /** Versions the database has and this program does not know. */
  readonly unknown: ReadonlyArray<string>

  /** `cause` is the error of the statement that showed the mismatch. */
  constructor(missing: ReadonlyArray<string>, unknown: ReadonlyArray<string>, cause?: unknown) {
    super(describe(missing, unknown, cause), { cause })
    this.missing = missing
    this.unknown = unknown
  }
}

const describe = (missing: ReadonlyArray<string>, unknown: ReadonlyArray<string>, cause: unknown): string => {
  const program = `This program needs version ${versions.at(-1)}`
  if (unknown.length > 0)
    return `The database was migrated by a newer shopwright (${unknown.join(", ")}). ${program}: run the newer program.`
  if (missing.length > 0)
    return `The database lacks ${missing.join(", ")}. ${program}: run "shopwright migrate" with the same --database first, or migrate() of the library.`
  const found = cause instanceof Error ? cause.message : String(cause)
  return `The tables differ from what the migrations created (${found}). ${program}: restore the tables from a backup.`
}

/** Rejects a schema of another version with {@link SchemaMismatch}. */
export const requireSchemaVersion = async (database: Database): Promise<void> => {
  const mismatch = await findMismatch(database)
  if (mismatch !== null) throw mismatch
}

/** Returns how the versions of the schema differ from those of this program, or `null` if they are the same. */
export const findMismatch = async (database: Database, cause?: unknown): Promise<SchemaMismatch | null> => {
  const applied = await readVersions(database, database.schema)
  const missing = versions.filter((name) => !applied.includes(name))
  const unknown = unknownVersions(applied)
  return missing.length > 0 || unknown.length > 0 ? new SchemaMismatch(missing, unknown, cause) : null
}
