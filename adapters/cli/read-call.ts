import { type ParseArgsOptionsConfig, parseArgs } from "node:util"
import { didYouMean } from "../../application/suggest.ts"
import type { Call, Command, Flag } from "./command.ts"
import { UsageError } from "./failure.ts"
import { settingsFlags } from "./settings/help.ts"
import { readSettings } from "./settings/settings.ts"

/** Every flag of a command: its own, and those of its settings. */
export const flagsOf = ({ flags, scope }: Pick<Command, "flags" | "scope">): ReadonlyArray<Flag> => [
  ...flags,
  ...(scope === null ? [] : settingsFlags(scope)),
]

/** Parses the arguments of a command. Throws UsageError for unknown flags and missing values. */
export const readCall = (args: ReadonlyArray<string>, command: Command): Call => {
  const flags = flagsOf(command)
  const options: ParseArgsOptionsConfig = Object.fromEntries(
    flags.map(({ name, value }) => [name, { type: value === undefined ? "boolean" : "string" }]),
  )
  const { values, positionals } = parse(args, options)
  const textOf = (flag: string): string | undefined => {
    const value = values[flag]
    return typeof value === "string" ? value : undefined
  }
  return {
    value: textOf,
    has: (flag) => values[flag] === true,
    positionals,
    settings: () =>
      readSettings(command.scope ?? "every command", Object.fromEntries(flags.map(({ name }) => [name, textOf(name)]))),
  }
}

const parse = (args: ReadonlyArray<string>, options: ParseArgsOptionsConfig) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    // Only the first sentence of Node's message describes the fault. The rest explains positional arguments.
    const [message = ""] = error.message.split(/\.? To specify /, 1)
    const unknown = /^Unknown option '(-[^']*)'$/.exec(message)?.[1]
    const names = Object.keys(options).map((name) => `--${name}`)
    throw new UsageError(message + (unknown === undefined ? "" : didYouMean(unknown, names)))
  }
}
