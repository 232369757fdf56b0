import { type LoadEarlier, planMigrations } from "./migrations/plan.ts"
import { createSchema, createVersionTable, readVersions, recordVersions } from "./migrations/version-table.ts"
import { type HostDatabase, poolOf } from "./open-host.ts"
import { postgresDatabase } from "./pool-database.ts"
import { DEFAULT_SCHEMA, quoted, unquoted } from "./schema.ts"
import { sentOnce } from "./server-options.ts"

/**
 * Returns the SQL that brings a schema with the applied versions to the current version, for another migration tool. It
 * records the versions as well. It neither begins nor commits a transaction. Empty if there is nothing to do.
 */
export const migrationSql = async (
  schema: string,
  applied: ReadonlyArray<string>,
  loadEarlier: LoadEarlier,
): Promise<string> => {
  const steps = await planMigrations(schema, applied, loadEarlier)
  if (steps.length === 0) return ""
  const parts = steps.map(({ versions, statements }) =>
    [`-- ${versions.join(", ")}`, ...[...statements, recordVersions(schema, versions)].map(terminated)].join("\n"),
  )
  return [
    `-- Migrations of shopwright for the schema ${JSON.stringify(unquoted(schema))}.`,
    "-- Run them in one transaction, such as: psql --single-transaction --set ON_ERROR_STOP=1 --file FILE",
    ...(applied.length === 0 ? [createSchema(schema), createVersionTable(schema)].map(terminated) : []),
    ...parts,
    "",
  ].join("\n")
}

/** Returns the SQL of the migrations that the host's database lacks. */
export const pendingSqlOnHost = async (location: HostDatabase, loadEarlier: LoadEarlier): Promise<string> => {
  const database = postgresDatabase(await poolOf(location), location.schema ?? DEFAULT_SCHEMA, sentOnce)
  return migrationSql(database.schema, await readVersions(database, database.schema), loadEarlier)
}

/** Returns the SQL for a database without the schema. `schema` defaults to `shopwright`. */
export const emptySchemaSql = (schema: string | undefined, loadEarlier: LoadEarlier): Promise<string> =>
  migrationSql(quoted(schema ?? DEFAULT_SCHEMA), [], loadEarlier)

const terminated = (statement: string): string => `${statement.trim()};`
