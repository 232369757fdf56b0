import { didYouMean } from "../../application/suggest.ts"
import type { Command } from "./command.ts"
import { UsageError } from "./failure.ts"
import { actionOf, asOneCommand, type CommandGroup, groupUsage, isGroup } from "./manage/group.ts"
import { flagsOf, readCall } from "./read-call.ts"
import { entries } from "./settings/help.ts"
import { unknownVariables } from "./settings/unknown-variables.ts"
import { packageVersion } from "./version.ts"
import { isWorker } from "./workers/worker.ts"

type Entry = Command | CommandGroup

/** The commands. Each is loaded when it is used, so that a start does not wait for the modules of the others. */
const commands: ReadonlyMap<string, () => Promise<Entry>> = new Map<string, () => Promise<Entry>>([
  ["serve", async () => (await import("./serve.ts")).serve],
  ["migrate", async () => (await import("./migrate.ts")).migrate],
  ["create-admin", async () => (await import("./create-admin.ts")).createAdmin],
  ["set-password", async () => (await import("./set-password.ts")).setPassword],
  ["import", async () => (await import("./import.ts")).importCatalog],
  ["export", async () => (await import("./export.ts")).exportShop],
  ["backup", async () => (await import("./backup.ts")).backup],
  ["restore", async () => (await import("./restore.ts")).restore],
  ["products", async () => (await import("./manage/products.ts")).products],
  ["orders", async () => (await import("./manage/orders.ts")).orders],
  ["accounts", async () => (await import("./manage/accounts.ts")).accounts],
  ["api-keys", async () => (await import("./manage/api-keys.ts")).apiKeys],
  ["stock", async () => (await import("./manage/stock.ts")).stock],
  ["doctor", async () => (await import("./doctor.ts")).doctor],
  ["laws", async () => (await import("./laws.ts")).laws],
  ["config", async () => (await import("./config.ts")).config],
  [
    "completion",
    async () => {
      const { makeCompletion } = await import("./completion.ts")
      return makeCompletion(async () => {
        const all = await loadAll()
        return new Map(all.map(([name, entry]) => [name, isGroup(entry) ? asOneCommand(entry) : entry]))
      })
    },
  ],
])

const loadAll = (): Promise<ReadonlyArray<readonly [name: string, entry: Entry]>> =>
  Promise.all([...commands].map(async ([name, load]) => [name, await load()] as const))

const overview = async (): Promise<string> => `Usage: shopwright COMMAND [options]

${(await loadAll()).map(([name, { summary }]) => `  ${name.padEnd(14)} ${summary}`).join("\n")}

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
  if (name === undefined) throw new UsageError(`No command given\n\n${(await overview()).trimEnd()}`)
  if (help.has(name) || name === "help") return void process.stdout.write(await overview())
  if (name === "--version" || name === "-v") return void process.stdout.write(`${packageVersion()}\n`)
  const load = commands.get(name)
  if (load === undefined) {
    const names = [...commands.keys()]
    throw new UsageError(`Unknown command '${name}'; the commands are ${names.join(", ")}${didYouMean(name, names)}`)
  }
  const entry = await load()
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
