import { didYouMean } from "../../application/suggest.ts"
import { backup } from "./backup.ts"
import type { Command } from "./command.ts"
import { makeCompletion } from "./completion.ts"
import { config } from "./config.ts"
import { createAdmin } from "./create-admin.ts"
import { doctor } from "./doctor.ts"
import { exportShop } from "./export.ts"
import { UsageError } from "./failure.ts"
import { importCatalog } from "./import.ts"
import { laws } from "./laws.ts"
import { accounts } from "./manage/accounts.ts"
import { apiKeys } from "./manage/api-keys.ts"
import { actionOf, asOneCommand, type CommandGroup, groupUsage, isGroup } from "./manage/group.ts"
import { orders } from "./manage/orders.ts"
import { products } from "./manage/products.ts"
import { stock } from "./manage/stock.ts"
import { migrate } from "./migrate.ts"
import { flagsOf, readCall } from "./read-call.ts"
import { restore } from "./restore.ts"
import { serve } from "./serve.ts"
import { setPassword } from "./set-password.ts"
import { entries } from "./settings/help.ts"
import { unknownVariables } from "./settings/unknown-variables.ts"
import { packageVersion } from "./version.ts"
import { isWorker } from "./workers/worker.ts"

const commands: ReadonlyMap<string, Command | CommandGroup> = new Map<string, Command | CommandGroup>([
  ["serve", serve],
  ["migrate", migrate],
  ["create-admin", createAdmin],
  ["set-password", setPassword],
  ["import", importCatalog],
  ["export", exportShop],
  ["backup", backup],
  ["restore", restore],
  ["products", products],
  ["orders", orders],
  ["accounts", accounts],
  ["api-keys", apiKeys],
  ["stock", stock],
  ["doctor", doctor],
  ["laws", laws],
  ["config", config],
  [
    "completion",
    makeCompletion(
      () => new Map([...commands].map(([name, entry]) => [name, isGroup(entry) ? asOneCommand(entry) : entry])),
    ),
  ],
])

const overview = (): string => `Usage: shopwright COMMAND [options]

${[...commands].map(([name, { summary }]) => `  ${name.padEnd(14)} ${summary}`).join("\n")}

Run "shopwright COMMAND --help" for the options of a command, and "shopwright --version" for the version.
`

const usage = (name: string, command: Command): string => {
  const flags = flagsOf(command).map(({ name, value, about }): readonly [string, string] => [
    value === undefined ? `--${name}` : `--${name} ${value}`,
    about,
  ])
  const parts = [`Usage: shopwright ${name}${command.synopsis} [options]`, command.about, entries(flags, 19)]
  const all = [...parts.filter((part) => part !== ""), ...(command.notes === undefined ? [] : [command.notes()])]
  return `${all.join("\n\n").trimEnd()}\n`
}

const help = new Set(["--help", "-h"])

/** Runs a command line. Throws {@link UsageError} if it is invalid. */
export const runCommand = async ([name, ...args]: ReadonlyArray<string>): Promise<void> => {
  if (name === undefined) throw new UsageError(`No command given\n\n${overview().trimEnd()}`)
  if (help.has(name) || name === "help") return void process.stdout.write(overview())
  if (name === "--version" || name === "-v") return void process.stdout.write(`${packageVersion()}\n`)
  const entry = commands.get(name)
  if (entry === undefined) {
    const names = [...commands.keys()]
    throw new UsageError(`Unknown command '${name}'${didYouMean(name, names)}; the commands are ${names.join(", ")}`)
  }
  if (!isGroup(entry)) return await run(name, entry, args)
  const [action, ...rest] = args
  if (action !== undefined && (help.has(action) || action === "help"))
    return void process.stdout.write(groupUsage(name, entry))
  await run(`${name} ${action}`, actionOf(name, entry, action), rest)
}

const run = async (name: string, command: Command, args: ReadonlyArray<string>): Promise<void> => {
  if (args.some((arg) => help.has(arg))) return void process.stdout.write(usage(name, command))
  const call = readCall(args, command)
  // The primary process has warned on behalf of its workers.
  const warnings = isWorker() ? [] : unknownVariables(process.env)
  for (const warning of warnings) process.stderr.write(`shopwright: warning: ${warning}\n`)
  await command.run(call)
}
