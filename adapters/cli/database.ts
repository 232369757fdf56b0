import { existsSync } from "node:fs"
import { join } from "node:path"
import { checkDatabaseUrl } from "../../composition/database-location.ts"
import { CommandFailure, UsageError } from "./failure.ts"
import type { Database } from "./settings/database-kind.ts"
import type { Settings } from "./settings/settings.ts"

/** A database that persists after the command. */
export type PersistentDatabase = Exclude<Database, "memory">

/** Rejects a database in memory, for commands whose result would be lost with it. */
export const persistentDatabase = (settings: Settings): PersistentDatabase => {
  const given = settings.value("database")
  if (given !== "memory") return given
  throw new UsageError(
    `${settings.source("database")} memory would be lost when the command ends; use a folder or a postgres:// URL`,
  )
}

/** Like {@link persistentDatabase}, for commands that work on an existing shop: a missing folder is an error. */
export const existingDatabase = (settings: Settings): PersistentDatabase => {
  const database = persistentDatabase(settings)
  if ("folder" in database && !existsSync(join(database.folder, "data")))
    throw new CommandFailure(
      `There is no shop in ${database.folder}. Check --database; "shopwright serve" and "shopwright migrate" create one`,
    )
  return database
}

/** Describes the database without its password. */
export const describeDatabase = (database: Database): string => {
  if (database === "memory") return "memory"
  if ("folder" in database) return database.folder
  const schema = database.schema === undefined ? "" : ` (schema ${database.schema})`
  return `${"url" in database ? checkDatabaseUrl(database.url) : "a connection of the configuration file"}${schema}`
}
