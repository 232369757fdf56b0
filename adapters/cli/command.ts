import { UsageError } from "./failure.ts"
import type { Scope } from "./settings/setting.ts"
import type { Settings } from "./settings/settings.ts"

/** A flag of one command that sets no setting. */
export interface Flag {
  /** Without dashes. */
  readonly name: string
  /** The placeholder of the value in the help. A flag without it has no value. */
  readonly value?: string
  readonly about: string
}

/** One call of a command. */
export interface Call {
  /** Returns the value of a flag. */
  readonly value: (flag: string) => string | undefined
  /** Returns whether a flag without a value is present. */
  readonly has: (flag: string) => boolean
  readonly positionals: ReadonlyArray<string>
  /** Reads the settings of the command's scope. */
  readonly settings: () => Promise<Settings>
}

/** A subcommand of `shopwright`. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string
  /** The arguments in the usage line. */
  readonly synopsis: string
  /** What the command does. */
  readonly about: string
  /** The help after the flags. */
  readonly notes?: () => string
  /** The settings that it reads, or `null` if it reads none. */
  readonly scope: Scope | null
  readonly flags: ReadonlyArray<Flag>
  /** The words that its first argument may be, for shell completion. */
  readonly words?: ReadonlyArray<string>
  readonly run: (call: Call) => Promise<void>
}

/** Throws UsageError if there are arguments. */
export const noArguments = (positionals: ReadonlyArray<string>): void => {
  if (positionals[0] !== undefined) throw new UsageError(`Unexpected argument '${positionals[0]}'`)
}
