import { join } from "node:path"
import type { Backups } from "../backups.ts"
import type { Persistence } from "../persistence.ts"
import { checkedDatabase } from "../postgres/checked-database.ts"
import type { Database } from "../postgres/database.ts"
import { migrateSchema } from "../postgres/migrate.ts"
import { type HostTarget, migrateOnHost } from "../postgres/migrate-host.ts"
import { migrationSql } from "../postgres/migration-sql.ts"
import type { LoadEarlier } from "../postgres/migrations/plan.ts"
import { readVersions } from "../postgres/migrations/version-table.ts"
import { type HostDatabase, openOnHost } from "../postgres/open-host.ts"
import { persistence } from "../postgres/persistence.ts"
import { DEFAULT_SCHEMA } from "../postgres/schema.ts"
import { type StoreOptions, sentOnce } from "../postgres/server-options.ts"
import { folderBackups } from "./backup/folder-backups.ts"
import { type FolderLock, lockFolder } from "./folder/folder-lock.ts"
import { makePrivateFolder, requireUnshared } from "./folder/private-folder.ts"

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
export const openMikroOrm = async (location: DatabaseLocation, options?: StoreOptions): Promise<Persistence> => {
  if ("pool" in location || "orm" in location) return openOnHost(location, options)
  if ("url" in location) {
    const { openPostgres } = await import("./postgres.ts")
    const { database, close } = await openPostgres(location.url, location.schema ?? DEFAULT_SCHEMA, options)
    try {
      return persistence(await checkedDatabase(database), close, options?.observer)
    } catch (error) {
      await close()
      throw error
    }
  }
  const { database, close, backups } = await openEmbedded(location)
  try {
    await migrateSchema(database, loadEarlier)
    await checkedDatabase(database)
  } catch (error) {
    await close()
    throw error
  }
  return { ...persistence(database, close, options?.observer), ...(backups && { backups }) }
}

/** Brings a store's tables up to date; returns the versions applied, none where it was current. */
export const migrate = async (location: DatabaseLocation | HostTarget): Promise<ReadonlyArray<string>> => {
  if ("folder" in location || "memory" in location) {
    const { database, close } = await openEmbedded(location)
    return migrateSchema(database, loadEarlier).finally(close)
  }
  if (!("url" in location)) return migrateOnHost(location, loadEarlier)
  const { openPostgres } = await import("./postgres.ts")
  const { database, close } = await openPostgres(location.url, location.schema ?? DEFAULT_SCHEMA, sentOnce)
  return migrateSchema(database, loadEarlier).finally(close)
}

/** Returns the SQL of the migrations that a server lacks. Empty if it lacks none. */
export const pendingSql = async (location: { readonly url: string; readonly schema?: string | undefined }) => {
  const { openPostgres } = await import("./postgres.ts")
  const { database, close } = await openPostgres(location.url, location.schema ?? DEFAULT_SCHEMA, sentOnce)
  try {
    return await migrationSql(database.schema, await readVersions(database, database.schema), loadEarlier)
  } finally {
    await close()
  }
}

/** Loads the migrations of earlier versions, which are classes of MikroORM. */
export const loadEarlier: LoadEarlier = async () => (await import("./migrations/index.ts")).earlierMigrations

interface Embedded {
  readonly database: Database
  readonly close: () => Promise<void>
  readonly backups?: Backups
}

const openEmbedded = async (location: { readonly folder: string } | { readonly memory: true }): Promise<Embedded> => {
  const { openPglite } = await import("./pglite.ts")
  if ("memory" in location) return openPglite("memory://", DEFAULT_SCHEMA)
  const lock = await lockFolder(location.folder)
  try {
    const data = join(location.folder, "data")
    await requireUnshared(location.folder)
    await makePrivateFolder(data)
    const opened = await openPglite(data, DEFAULT_SCHEMA)
    const database = whileHeld(opened.database, lock)
    const close = () => opened.close().finally(lock.release)
    return { database, close, backups: folderBackups(location.folder, database, lock) }
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
