import { type ParseArgsOptionsConfig, parseArgs } from "node:util"
import { UsageError } from "./failure.ts"

/** One word after `shopwright`. */
export interface Command {
  /** One line for the overview. */
  readonly summary: string
  /** What `--help` prints. */
  readonly usage: string
  readonly run: (args: ReadonlyArray<string>) => Promise<void>
}

/** The flags of a command, as node:util's `parseArgs` wants them; every flag takes a value. */
type Flags<Name extends string> = { readonly [K in Name]: { readonly type: "string"; readonly short?: string } }

/** Reads a command's flags and its arguments; whatever is unknown or incomplete is a usage error. */
export const readFlags = <Name extends string>(
  args: ReadonlyArray<string>,
  flags: Flags<Name>,
): { readonly values: { readonly [K in Name]?: string }; readonly positionals: ReadonlyArray<string> } => {
  const options: ParseArgsOptionsConfig = flags
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    return { values: values as { readonly [K in Name]?: string }, positionals }
  } catch (error) {
    // Node's message goes on to explain positional arguments; its first sentence says what is wrong.
    if (error instanceof TypeError) throw new UsageError(error.message.split(/\.? To specify /, 1)[0])
    throw error
  }
}

/** Refuses arguments where a command takes none. */
export const noArguments = (positionals: ReadonlyArray<string>): void => {
  if (positionals[0] !== undefined) throw new UsageError(`Unexpected argument '${positionals[0]}'`)
}

/** A variable of the environment; one that is set to nothing counts as not set. */
export const variable = (name: string): string | undefined => process.env[name] || undefined
