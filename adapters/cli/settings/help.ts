import type { Flag } from "../command.ts"
import type { Scope, Setting } from "./setting.ts"
import { settingsOf } from "./settings.ts"

const WIDTH = 120

/** The flags of a command's settings, with their help. */
export const settingsFlags = (scope: Scope): ReadonlyArray<Flag> =>
  settingsOf(scope).flatMap(([, setting]): ReadonlyArray<Flag> => {
    const { flag, variable } = setting
    if (flag === undefined) return []
    return [{ ...flag, about: described(setting, variable === undefined ? [] : [`variable ${variable}`]) }]
  })

/** Describes the variables of `serve` that have no flag. */
export const variablesHelp = (): string =>
  entries(
    settingsOf("serve").flatMap(
      ([, setting]): ReadonlyArray<readonly [string, string]> =>
        setting.variable === undefined || setting.flag !== undefined ? [] : [[setting.variable, described(setting)]],
    ),
    22,
  )

/** Returns the default of a setting as text, or `undefined` if it has none. */
export const defaultText = ({
  usual,
  initial,
}: Pick<Setting<unknown, unknown>, "usual" | "initial">): string | undefined =>
  usual ?? (initial === undefined ? undefined : String(initial))

const described = (setting: Setting<unknown, unknown>, notes: ReadonlyArray<string> = []): string => {
  const usual = defaultText(setting)
  const all = [...notes, ...(usual === undefined ? [] : [`default: ${usual}`])]
  return all.length === 0 ? setting.about : `${setting.about} (${all.join("; ")})`
}

/** Formats names and texts in two columns. The text begins at `column`. A long name has a line of its own. */
export const entries = (pairs: ReadonlyArray<readonly [string, string]>, column: number): string =>
  pairs
    .map(([name, text]) => {
      const [first = "", ...rest] = wrapped(text, WIDTH - column)
      const lines = rest.map((line) => " ".repeat(column) + line)
      const head = `  ${name}`
      return (
        head.length < column - 1
          ? [head.padEnd(column) + first, ...lines]
          : [head, " ".repeat(column) + first, ...lines]
      ).join("\n")
    })
    .join("\n")

const wrapped = (text: string, width: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  for (const word of text.split(" ")) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
