import type { Database, Queries } from "./database.ts"
import { requireUtf8 } from "./encoding.ts"
import { type LoadEarlier, planMigrations, unknownVersions } from "./migrations/plan.ts"
import { ensureVersionTable, readVersions, recordVersions } from "./migrations/version-table.ts"
import { ConcurrentWrite, resilientDatabase } from "./resilient-database.ts"
import { SchemaMismatch } from "./schema-version.ts"
import { isConcurrentDefinition } from "./sql-errors.ts"

/**
 * Brings the tables to the current version in one transaction and returns the versions that it applied. Of several
 * processes, one migrates and the others wait, and then find nothing to do. Takes no lock beyond the transaction, so it
 * works through PgBouncer in transaction mode.
 */
export const migrateSchema = async (database: Database, loadEarlier: LoadEarlier): Promise<ReadonlyArray<string>> => {
  if (!database.isJoined) {
    await requireUtf8(database)
    const applied = await readVersions(database, database.schema)
    if (applied.length > 0 && (await pending(database.schema, applied, loadEarlier)).length === 0) return []
  }
  return resilientDatabase(database).transaction((queries) => migrateOnce(queries, database, loadEarlier), {
    isUnlimited: true,
  })
}

/** Another process that migrates may have committed what this one was about to create. Then the transaction repeats. */
const migrateOnce = (queries: Queries, database: Database, loadEarlier: LoadEarlier): Promise<ReadonlyArray<string>> =>
  applyPending(queries, database, loadEarlier).catch((error: unknown) => {
    throw error instanceof Error && isConcurrentDefinition(error)
      ? new ConcurrentWrite(error.message, { cause: error })
      : error
  })

const applyPending = async (
  queries: Queries,
  { schema: s, isJoined }: Database,
  loadEarlier: LoadEarlier,
): Promise<ReadonlyArray<string>> => {
  const send = (text: string) => queries.rows({ name: "", text }, [])
  // A host's transaction keeps the host's timeouts.
  if (!isJoined) await send("set local lock_timeout = 0")
  if (!isJoined) await send("set local statement_timeout = 0")
  if (isJoined) await requireUtf8(queries)
  await ensureVersionTable(queries, s)
  // The rows of the versions are the lock. In an empty schema, the names of the new tables are.
  await send(`select id from ${s}.schema_version order by id for update`)
  const steps = await pending(s, await readVersions(queries, s), loadEarlier)
  for (const { versions, statements } of steps) {
    for (const statement of statements) await send(statement)
    await send(recordVersions(s, versions))
  }
  return steps.flatMap(({ versions }) => versions)
}

const pending = async (schema: string, applied: ReadonlyArray<string>, loadEarlier: LoadEarlier) => {
  const unknown = unknownVersions(applied)
  if (unknown.length > 0) throw new SchemaMismatch([], unknown)
  return planMigrations(schema, applied, loadEarlier)
}
