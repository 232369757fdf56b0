import type { Database } from "./database.ts"
import { requireUtf8 } from "./encoding.ts"
import { versions } from "./migrations/index.ts"
import { unknownVersions } from "./migrations/plan.ts"
import { readVersions } from "./migrations/version-table.ts"

/** The tables are older or newer than this version of shopwright needs. */
export class SchemaMismatch extends Error {
  override readonly name = "SchemaMismatch"
  /** Versions this program has and the database has not. */
  readonly missing: ReadonlyArray<string>
  /** Versions the database has and this program does not know. */
  readonly unknown: ReadonlyArray<string>

  constructor(missing: ReadonlyArray<string>, unknown: ReadonlyArray<string>) {
    super(
      unknown.length > 0
        ? `The database was migrated by a newer shopwright (${unknown.join(", ")}): run that version.`
        : `The database lacks ${missing.join(", ")}: run "shopwright migrate" with the same --database first, or migrate() of the library.`,
    )
    this.missing = missing
    this.unknown = unknown
  }
}

/** Rejects a database with another encoding than UTF-8, and a schema of another version. */
export const requireCurrentSchema = async (database: Database): Promise<void> => {
  await requireUtf8(database)
  await requireSchemaVersion(database)
}

/** Rejects a schema of another version with {@link SchemaMismatch}. */
export const requireSchemaVersion = async (database: Database): Promise<void> => {
  const applied = await readVersions(database, database.schema)
  const missing = versions.filter((name) => !applied.includes(name))
  const unknown = unknownVersions(applied)
  if (missing.length > 0 || unknown.length > 0) throw new SchemaMismatch(missing, unknown)
}
