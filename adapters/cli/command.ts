import { type ParseArgsOptionsConfig, parseArgs } from "node:util"
import { UsageError } from "./failure.ts"

/** A subcommand of `shopwright`. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string
  /** The output of `--help`. */
  readonly usage: string
  readonly run: (args: ReadonlyArray<string>) => Promise<void>
}

/** The flags of a command in the format of node:util's `parseArgs`. Every flag has a value. */
type Flags<Name extends string> = { readonly [K in Name]: { readonly type: "string"; readonly short?: string } }

/** Parses a command's flags and arguments. Throws UsageError for unknown flags and missing values. */
export const readFlags = <Name extends string>(
  args: ReadonlyArray<string>,
  flags: Flags<Name>,
): { readonly values: { readonly [K in Name]?: string }; readonly positionals: ReadonlyArray<string> } => {
  const options: ParseArgsOptionsConfig = flags
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    return { values: values as { readonly [K in Name]?: string }, positionals }
  } catch (error) {
    // Only the first sentence of Node's message describes the fault. The rest explains positional arguments.
    if (error instanceof TypeError) throw new UsageError(error.message.split(/\.? To specify /, 1)[0])
    throw error
  }
}

/** Throws UsageError if there are arguments. */
export const noArguments = (positionals: ReadonlyArray<string>): void => {
  if (positionals[0] !== undefined) throw new UsageError(`Unexpected argument '${positionals[0]}'`)
}
