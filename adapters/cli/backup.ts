import { existsSync, statSync } from "node:fs"
import { join, resolve } from "node:path"
import { backupName } from "./backup-files.ts"
import { type Call, type Command, noArguments } from "./command.ts"
import { existingDatabase } from "./database.ts"
import { UsageError } from "./failure.ts"
import { pictureFolder } from "./picture-storage.ts"

const run = async ({ positionals: [given, ...rest], settings: read }: Call): Promise<void> => {
  if (given === undefined) throw new UsageError("The file is missing: name the file to create, or a folder for it")
  noArguments(rest)
  const settings = await read()
  const database = existingDatabase(settings)
  if (!("folder" in database))
    throw new UsageError(
      `${settings.source("database")} is a server; back it up with the tools of PostgreSQL, such as pg_dump`,
    )
  const file = isFolder(given) ? join(resolve(given), backupName(new Date())) : resolve(given)
  const { backUpFolder } = await import("../../composition/backups.ts")
  const interrupted = new AbortController()
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted.abort())
  const media = await pictureFolder(settings)
  const { bytes } = await backUpFolder(database, { media, file, signal: interrupted.signal })
  process.stdout.write(`wrote ${file} (${(bytes / 1_000_000).toFixed(1)} MB)\n`)
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()

export const backup: Command = {
  summary: "write a backup of a database in a folder, while it serves",
  synopsis: " FILE|FOLDER",
  about: `Writes a backup of the shop in a folder, with its pictures and its secret, as of one moment. If a process has the shop
open, that process writes the backup while it serves; otherwise this command does. The file appears when it is complete.
Given a folder, it gets the name shop-TIME.tar.gz. "serve --backup FOLDER" writes backups at intervals.`,
  scope: "every command",
  flags: [],
  run,
}
