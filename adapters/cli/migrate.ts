import { type Command, noArguments, readFlags } from "./command.ts"
import { databaseHelp, readPersistentDatabase } from "./database.ts"

const usage = `Usage: shopwright migrate [options]

Updates the tables of a database to this version. An embedded database is also updated when it is opened. A server
database is updated only by this command, so that starting a new version does not change it.

${databaseHelp}
`

const flags = { database: { type: "string" } } as const

const run = async (args: ReadonlyArray<string>): Promise<void> => {
  const { values, positionals } = readFlags(args, flags)
  noArguments(positionals)
  const database = readPersistentDatabase(values.database)
  const composition = await import("../../composition/open-shop.ts")
  const applied = await composition.migrate(database)
  for (const name of applied) process.stdout.write(`applied ${name}\n`)
  if (applied.length === 0) process.stdout.write("nothing to do: the tables are up to date\n")
}

export const migrate: Command = { summary: "update the tables of a database", usage, run }
