import type { MikroORM } from "@mikro-orm/postgresql"
import type { HostPool } from "../host.ts"
import type { Database, Queries, Row } from "./database.ts"
import { requireUtf8 } from "./encoding.ts"
import { migrations } from "./migrations/index.ts"
import { isUndefinedTable } from "./sql-errors.ts"
import { typeParsers } from "./type-parsers.ts"

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

/** Brings the schema up to date and returns the versions applied. */
export const applyMigrations = async (orm: Pick<MikroORM, "migrator">): Promise<ReadonlyArray<string>> =>
  (await orm.migrator.up()).map((migration) => migration.name)

/** The same on a server, one process at a time: others wait, and then find nothing left to do. */
export const applyMigrationsLocked = async (
  orm: Pick<MikroORM, "migrator">,
  pool: HostPool,
  schema: string,
): Promise<ReadonlyArray<string>> => {
  const client = await pool.connect()
  try {
    const rows: Queries["rows"] = async ({ text }, values) =>
      (await client.query({ text, values: [...values], rowMode: "array", types: typeParsers })).rows as Array<Row>
    await requireUtf8({ rows })
    await client.query("set lock_timeout = 0; set statement_timeout = 0")
    const lock = "select pg_catalog.pg_advisory_lock(pg_catalog.hashtextextended($1, 0))"
    await rows({ name: "lock migrations", text: lock }, [`shopwright/migrate/${schema}`])
    return await applyMigrations(orm)
  } finally {
    // The lock belongs to the connection: it ends with it.
    client.release(true)
  }
}

/** Rejects a database with another encoding than UTF-8, and a schema of another version. */
export const requireCurrentSchema = async (database: Database): Promise<void> => {
  await requireUtf8(database)
  const applied = await database
    .rows({ name: "schema versions", text: `select name from ${database.schema}.schema_version` }, [])
    .then((rows) => rows.map(([name]) => String(name)))
    .catch((error: unknown): Array<string> => {
      if (isUndefinedTable(error)) return []
      throw error
    })
  const known = migrations.map((migration): string => migration.name)
  const missing = known.filter((name) => !applied.includes(name))
  const unknown = applied.filter((name) => !known.includes(name))
  if (missing.length > 0 || unknown.length > 0) throw new SchemaMismatch(missing, unknown)
}
