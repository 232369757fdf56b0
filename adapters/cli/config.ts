import { type Call, type Command, noArguments } from "./command.ts"
import { defaultText } from "./settings/help.ts"
import { type SettingName, settingsOf } from "./settings/settings.ts"
import { shownValue } from "./settings/shown.ts"
import { table } from "./settings/table.ts"

const run = async ({ positionals, has, settings: read }: Call): Promise<void> => {
  noArguments(positionals)
  const settings = await read()
  const rows = settingsOf("serve").map(([name]) => ({
    name,
    value: shownValue(settings, name),
    source: settings.source(name),
  }))
  if (has("json")) {
    const shown = Object.fromEntries(rows.map(({ name, value, source }) => [name, { value, source }]))
    return void process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`)
  }
  const cells = rows.map(
    ({ name, value, source }) => [name, value === null ? unset(name) : textOf(value), source] as const,
  )
  const [nameWidth, valueWidth] = [widest(cells.map(([name]) => name)), widest(cells.map(([, value]) => value))]
  for (const [name, value, source] of cells)
    process.stdout.write(`${name.padEnd(nameWidth)}  ${value.padEnd(valueWidth)}  ${source}\n`)
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value))

/** Describes what applies if a setting has no value. */
const unset = (name: SettingName): string => {
  const usual = defaultText(table[name])
  return usual === undefined ? "-" : `(${usual})`
}

const widest = (texts: ReadonlyArray<string>): number => Math.max(...texts.map((text) => text.length))

export const config: Command = {
  summary: "print the settings and where they come from",
  synopsis: "",
  about: `Prints the settings that serve would use with the same flags, variables and configuration file, and where each one
comes from. Secrets are hidden.`,
  scope: "serve",
  flags: [{ name: "json", about: 'print JSON: {NAME: {"value": VALUE, "source": SOURCE}}' }],
  run,
}
