import { type Call, type Command, noArguments } from "./command.ts"
import { persistentDatabase } from "./database.ts"
import { UsageError } from "./failure.ts"
import type { Settings } from "./settings/settings.ts"

const run = async ({ positionals, has, value, settings: read }: Call): Promise<void> => {
  noArguments(positionals)
  if (has("all") && !has("print")) throw new UsageError("--all requires --print")
  const settings = await read()
  const role = value("grants")
  if (role !== undefined) return printGrants(settings, role)
  if (has("print")) return print(settings, has("all"))
  const composition = await import("../../composition/open-shop.ts")
  const applied = await composition.migrate(persistentDatabase(settings))
  for (const name of applied) process.stdout.write(`applied ${name}\n`)
  if (applied.length === 0) process.stdout.write("nothing to do: the tables are up to date\n")
}

const printGrants = async (settings: Settings, role: string): Promise<void> => {
  const database = settings.value("database")
  if (typeof database !== "object" || "folder" in database)
    throw new UsageError("--grants requires the database of a server")
  const { grantsSql } = await import("../../composition/grants.ts")
  process.stdout.write(grantsSql(role, database.schema))
}

/** Prints SQL for another migration tool. Comments are SQL as well, so the output can always be run. */
const print = async (settings: Settings, all: boolean): Promise<void> => {
  const database = settings.value("database")
  const isServer = typeof database === "object" && !("folder" in database)
  if (!all && !isServer)
    throw new UsageError("--print requires the database of a server; --print --all prints the SQL for an empty one")
  const { migrationSql } = await import("../../composition/open-shop.ts")
  const schema = isServer ? database.schema : undefined
  const sql = await migrationSql(isServer && !all ? database : { from: "empty", schema })
  process.stdout.write(sql === "" ? "-- Nothing to do: the tables are up to date.\n" : sql)
}

export const migrate: Command = {
  summary: "update the tables of a database",
  synopsis: "",
  about: `Updates the tables of a database to this version. An embedded database is also updated when it is opened. A server
database is updated only by this command, so that starting a new version does not change it.`,
  scope: "every command",
  flags: [
    { name: "print", about: "print the SQL that the server lacks, and change nothing" },
    {
      name: "grants",
      value: "ROLE",
      about: "print the SQL that lets a role serve the shop without changing its tables",
    },
    { name: "all", about: "with --print: print the SQL for an empty database, and do not connect" },
  ],
  run,
}
