import { didYouMean } from "../../../application/suggest.ts"
import type { Command } from "../command.ts"
import { UsageError } from "../failure.ts"
import { entries } from "../settings/help.ts"

/** Commands under one name, such as `orders list` and `orders show`. */
export interface CommandGroup {
  /** One line for the list of commands. */
  readonly summary: string
  readonly about: string
  readonly commands: ReadonlyMap<string, Command>
}

export const isGroup = (entry: Command | CommandGroup): entry is CommandGroup => "commands" in entry

/** The help of a group. */
export const groupUsage = (name: string, { about, commands }: CommandGroup): string => {
  const rows = [...commands].map(([action, { synopsis, summary }]) => [action + synopsis, summary] as const)
  const widest = Math.max(...rows.map(([action]) => action.length))
  return `Usage: shopwright ${name} ACTION [options]

${about}

${entries(rows, widest + 4)}

Run "shopwright ${name} ACTION --help" for the options of an action.
`
}

/** Returns an action of a group. Throws UsageError if there is none of this name. */
export const actionOf = (name: string, { commands }: CommandGroup, action: string | undefined): Command => {
  const names = [...commands.keys()]
  const known = `the actions of ${name} are ${names.join(", ")}`
  if (action === undefined) throw new UsageError(`No action given; ${known}`)
  const found = commands.get(action)
  if (found === undefined) throw new UsageError(`Unknown action '${action}'; ${known}${didYouMean(action, names)}`)
  return found
}

/** Returns a group as one command whose words are the actions, for shell completion. */
export const asOneCommand = ({ summary, about, commands }: CommandGroup): Command => ({
  summary,
  synopsis: " ACTION",
  about,
  scope: "every command",
  flags: [...new Map([...commands.values()].flatMap(({ flags }) => flags.map((flag) => [flag.name, flag]))).values()],
  words: [...commands.keys()],
  run: async () => {},
})
