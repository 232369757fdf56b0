import type { Command } from "./command.ts"
import { config } from "./config.ts"
import { createAdmin } from "./create-admin.ts"
import { doctor } from "./doctor.ts"
import { UsageError } from "./failure.ts"
import { importCatalog } from "./import.ts"
import { migrate } from "./migrate.ts"
import { serve } from "./serve.ts"
import { setPassword } from "./set-password.ts"
import { unknownVariables } from "./settings/unknown-variables.ts"

const commands: ReadonlyMap<string, Command> = new Map([
  ["serve", serve],
  ["migrate", migrate],
  ["create-admin", createAdmin],
  ["set-password", setPassword],
  ["import", importCatalog],
  ["doctor", doctor],
  ["config", config],
])

const overview = `Usage: shopwright COMMAND [options]

${[...commands].map(([name, { summary }]) => `  ${name.padEnd(14)} ${summary}`).join("\n")}

Run "shopwright COMMAND --help" for the options of a command.
`

const help = new Set(["--help", "-h"])

/** Runs a command line. Throws {@link UsageError} if it is invalid. */
export const runCommand = async ([name, ...args]: ReadonlyArray<string>): Promise<void> => {
  if (name === undefined) throw new UsageError(`No command given\n\n${overview.trimEnd()}`)
  if (help.has(name) || name === "help") return void process.stdout.write(overview)
  const command = commands.get(name)
  if (command === undefined)
    throw new UsageError(`Unknown command '${name}'; the commands are ${[...commands.keys()].join(", ")}`)
  if (args.some((arg) => help.has(arg))) return void process.stdout.write(command.usage)
  for (const warning of unknownVariables(process.env)) process.stderr.write(`shopwright: warning: ${warning}\n`)
  await command.run(args)
}
