import { type Command, noArguments } from "./command.ts"
import { persistentDatabase } from "./database.ts"

export const migrate: Command = {
  summary: "update the tables of a database",
  synopsis: "",
  about: `Updates the tables of a database to this version. An embedded database is also updated when it is opened. A server
database is updated only by this command, so that starting a new version does not change it.`,
  scope: "every command",
  flags: [],
  run: async ({ positionals, settings }) => {
    noArguments(positionals)
    const database = persistentDatabase(await settings())
    const composition = await import("../../composition/open-shop.ts")
    const applied = await composition.migrate(database)
    for (const name of applied) process.stdout.write(`applied ${name}\n`)
    if (applied.length === 0) process.stdout.write("nothing to do: the tables are up to date\n")
  },
}
