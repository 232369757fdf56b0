import { type Command, noArguments, readFlags } from "./command.ts"
import { persistentDatabase } from "./database.ts"
import { flagsHelp } from "./settings/help.ts"
import { readSettings, settingFlags } from "./settings/settings.ts"

const usage = `Usage: shopwright migrate [options]

Updates the tables of a database to this version. An embedded database is also updated when it is opened. A server
database is updated only by this command, so that starting a new version does not change it.

${flagsHelp("every command")}
`

const run = async (args: ReadonlyArray<string>): Promise<void> => {
  const { values, positionals } = readFlags(args, settingFlags("every command"))
  noArguments(positionals)
  const settings = await readSettings("every command", values)
  const database = persistentDatabase(settings)
  const composition = await import("../../composition/open-shop.ts")
  const applied = await composition.migrate(database)
  for (const name of applied) process.stdout.write(`applied ${name}\n`)
  if (applied.length === 0) process.stdout.write("nothing to do: the tables are up to date\n")
}

export const migrate: Command = { summary: "update the tables of a database", usage, run }
