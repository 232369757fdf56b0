import { resolve } from "node:path"
import { variable } from "./command.ts"
import { UsageError } from "./failure.ts"

/** Where a shop keeps its data: nowhere, in a folder of its own, or on a PostgreSQL server. */
export type Database = "memory" | { readonly folder: string } | { readonly url: string }

/** A database that outlives the command. */
export type KeptDatabase = Exclude<Database, "memory">

export const DEFAULT_FOLDER = ".shopwright"

/** The line on `--database` that every command's help shares. */
export const databaseHelp = `  --database X     a folder for the embedded database, or the postgres:// URL of a server
                   (variable DATABASE_URL; default: the folder ${DEFAULT_FOLDER})`

/** Reads the flag, else the variable `DATABASE_URL`, else takes the folder `.shopwright`. */
export const readDatabase = (flag: string | undefined): Database => {
  const text = flag ?? variable("DATABASE_URL") ?? DEFAULT_FOLDER
  if (text === "memory") return "memory"
  if (/^postgres(ql)?:\/\//i.test(text)) return { url: readUrl(text) }
  const scheme = /^([a-z][a-z\d+.-]+):\/\//i.exec(text)?.[1]
  if (scheme !== undefined)
    throw new UsageError(`Unknown kind of database '${scheme}://'; use memory, a folder or a postgres:// URL`)
  if (text.trim() === "") throw new UsageError("--database is empty; use memory, a folder or a postgres:// URL")
  return { folder: resolve(text) }
}

/** As {@link readDatabase}, for commands whose work would be lost with the memory it is kept in. */
export const readKeptDatabase = (flag: string | undefined): KeptDatabase => {
  const database = readDatabase(flag)
  if (database === "memory")
    throw new UsageError("--database memory ends with the command; use a folder or a postgres:// URL")
  return database
}

// The message must not repeat the URL: it may hold a password.
const readUrl = (text: string): string => {
  if (!URL.canParse(text))
    throw new UsageError("The database's URL is malformed; it looks like postgres://user:password@host:5432/name")
  return text
}
