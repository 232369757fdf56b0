import { type Call, type Command, noArguments } from "./command.ts"
import { effectiveSettings } from "./settings/effective.ts"
import { settingsOf } from "./settings/settings.ts"
import { shownValue } from "./settings/shown.ts"

const run = async ({ positionals, has, settings: read }: Call): Promise<void> => {
  noArguments(positionals)
  const settings = await read()
  if (has("json")) {
    const shown = Object.fromEntries(
      settingsOf("serve").map(([name]) => [name, { value: shownValue(settings, name), source: settings.source(name) }]),
    )
    return void process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`)
  }
  const rows = effectiveSettings(settings)
  const [nameWidth, valueWidth] = [widest(rows.map(({ name }) => name)), widest(rows.map(({ value }) => value))]
  for (const { name, value, source } of rows)
    process.stdout.write(`${name.padEnd(nameWidth)}  ${value.padEnd(valueWidth)}  ${source}\n`)
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
