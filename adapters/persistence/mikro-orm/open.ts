import { join } from "node:path"
import type { Persistence } from "../persistence.ts"
import type { Database } from "../postgres/database.ts"
import { type HostDatabase, openOnHost, poolOf } from "../postgres/open-host.ts"
import { persistence } from "../postgres/persistence.ts"
import { DEFAULT_SCHEMA } from "../postgres/schema.ts"
import { requireCurrentSchema } from "../postgres/schema-version.ts"
import type { TimeLimits } from "../postgres/time-limits.ts"
import { type FolderLock, lockFolder } from "./folder/folder-lock.ts"
import { makePrivateFolder, requireUnshared } from "./folder/private-folder.ts"
import { applyMigrations, applyMigrationsLocked } from "./migrate.ts"

/** Where the shop's tables are: a PostgreSQL server, a folder of an embedded PostgreSQL, or one that is never kept. */
export type DatabaseLocation =
  | { readonly url: string; readonly schema?: string | undefined }
  | HostDatabase
  | { readonly folder: string }
  | { readonly memory: true }

/**
 * Opens the store. An embedded one is brought up to date first and belongs to this process alone (`DatabaseInUse`
 * otherwise); a server's schema must be current already (`SchemaMismatch` otherwise), see {@link migrate}.
 */
export const openMikroOrm = async (location: DatabaseLocation, limits?: TimeLimits): Promise<Persistence> => {
  if ("pool" in location || "orm" in location) return openOnHost(location, limits)
  if ("url" in location) {
    const { openPostgres } = await import("./postgres.ts")
    const { orm, database } = await openPostgres(location.url, location.schema ?? DEFAULT_SCHEMA, limits)
    try {
      await requireCurrentSchema(database)
    } catch (error) {
      await orm.close()
      throw error
    }
    return persistence(database, () => orm.close())
  }
  const { orm, database, close } = await openEmbedded(location)
  try {
    await applyMigrations(orm)
    await requireCurrentSchema(database)
  } catch (error) {
    await close()
    throw error
  }
  return persistence(database, close)
}

/** Brings a store's tables up to date; returns the versions applied, none where it was current. */
export const migrate = async (location: DatabaseLocation): Promise<ReadonlyArray<string>> => {
  if ("folder" in location || "memory" in location) {
    const { orm, close } = await openEmbedded(location)
    return applyMigrations(orm).finally(close)
  }
  const schema = location.schema ?? DEFAULT_SCHEMA
  const { openPostgres } = await import("./postgres.ts")
  const target = "url" in location ? location.url : await poolOf(location)
  const { orm, pool } = await openPostgres(target, schema)
  return applyMigrationsLocked(orm, pool, schema).finally(() => orm.close())
}

const openEmbedded = async (location: { readonly folder: string } | { readonly memory: true }) => {
  const { openPglite } = await import("./pglite.ts")
  if ("memory" in location) {
    const { orm, database } = await openPglite("memory://", DEFAULT_SCHEMA)
    return { orm, database, close: () => orm.close() }
  }
  const lock = await lockFolder(location.folder)
  try {
    const data = join(location.folder, "data")
    await requireUnshared(location.folder)
    await makePrivateFolder(data)
    const { orm, database } = await openPglite(data, DEFAULT_SCHEMA)
    return { orm, database: whileHeld(database, lock), close: () => orm.close().finally(lock.release) }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Sends no statement any more once another process has taken the folder. */
const whileHeld = (database: Database, { assertHeld }: FolderLock): Database => ({
  ...database,
  rows: async (statement, values) => {
    assertHeld()
    return database.rows(statement, values)
  },
  transaction: async (work, options) => {
    assertHeld()
    return database.transaction(work, options)
  },
})
