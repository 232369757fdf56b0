import { type Command, noArguments, readFlags } from "./command.ts"
import { databaseHelp, readKeptDatabase } from "./database.ts"

const usage = `Usage: shopwright migrate [options]

Brings the tables of a database up to date. An embedded database is also brought up to date when it is opened; a
server database only by this command, so that a new version is never started on it by accident.

${databaseHelp}
`

const flags = { database: { type: "string" } } as const

const run = async (args: ReadonlyArray<string>): Promise<void> => {
  const { values, positionals } = readFlags(args, flags)
  noArguments(positionals)
  const database = readKeptDatabase(values.database)
  const composition = await import("../../composition/open-shop.ts")
  const applied = await composition.migrate(database)
  for (const name of applied) process.stdout.write(`applied ${name}\n`)
  if (applied.length === 0) process.stdout.write("nothing to do: the tables are up to date\n")
}

export const migrate: Command = { summary: "bring the tables of a database up to date", usage, run }
