import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import { checkDatabaseUrl, InvalidDatabaseUrl, looksLikeUrl } from "../../composition/database-location.ts"
import { variable } from "./command.ts"
import { CommandFailure, UsageError } from "./failure.ts"

/** Where a shop keeps its data: in memory, in a folder, or on a PostgreSQL server. */
export type Database = "memory" | { readonly folder: string } | { readonly url: string }

/** A database that persists after the command. */
export type PersistentDatabase = Exclude<Database, "memory">

export const DEFAULT_FOLDER = ".shopwright"

/** The help on `--database` that several commands share. */
export const databaseHelp = `  --database X     a folder for the embedded database, or the postgres:// URL of a server
                   (variable DATABASE_URL; default: the folder ${DEFAULT_FOLDER})`

/** Reads the flag, otherwise the variable `DATABASE_URL`, otherwise returns the folder `.shopwright`. */
export const readDatabase = (flag: string | undefined): Database => {
  const text = flag ?? variable("DATABASE_URL") ?? DEFAULT_FOLDER
  const source = flag === undefined ? "DATABASE_URL" : "--database"
  if (text === "memory") return "memory"
  if (/^postgres(ql)?:\/\//i.test(text)) return { url: readUrl(text) }
  if (text.trim() === "") throw new UsageError(`${source} is empty; use memory, a folder or a postgres:// URL`)
  // The text is not repeated, because it may contain a password.
  if (looksLikeUrl(text))
    throw new UsageError(
      `${source} looks like a URL but does not begin with postgres://; use memory, a folder (./NAME if it contains a colon) or postgres://user:password@host:5432/name`,
    )
  return { folder: resolve(text) }
}

/** Like {@link readDatabase}, for commands whose result would be lost with a database in memory. */
export const readPersistentDatabase = (flag: string | undefined): PersistentDatabase => {
  const database = readDatabase(flag)
  if (database === "memory")
    throw new UsageError("--database memory would be lost when the command ends; use a folder or a postgres:// URL")
  return database
}

/** Like {@link readPersistentDatabase}, for commands that work on an existing shop: a missing folder is an error. */
export const readExistingDatabase = (flag: string | undefined): PersistentDatabase => {
  const database = readPersistentDatabase(flag)
  if ("folder" in database && !existsSync(join(database.folder, "data")))
    throw new CommandFailure(
      `There is no shop in ${database.folder}. Check --database; "shopwright serve" and "shopwright migrate" create one`,
    )
  return database
}

/** Describes the database without its password. */
export const describeDatabase = (database: Database): string =>
  database === "memory" ? "memory" : "url" in database ? checkDatabaseUrl(database.url) : database.folder

const readUrl = (text: string): string => {
  try {
    checkDatabaseUrl(text)
    return text
  } catch (error) {
    if (error instanceof InvalidDatabaseUrl) throw new UsageError(error.message)
    throw error
  }
}
