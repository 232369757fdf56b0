import { defaultText } from "./help.ts"
import type { Setting } from "./setting.ts"
import { table } from "./table.ts"

/** Returns the documentation page of all settings. */
export const settingsPage = (): string => {
  const rows = Object.entries<Setting<unknown, unknown>>(table).map(([name, setting]) => {
    const { flag, variable, isInFile, about } = setting
    const cells = [
      isInFile ? code(name) : "",
      flag === undefined ? "" : code(`--${flag.name}`),
      variable === undefined ? "" : code(variable),
      defaultText(setting) ?? "",
      about,
    ]
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`
  })
  return `${introduction}\n${rows.join("\n")}\n`
}

const code = (text: string): string => `\`${text}\``

const introduction = `# Settings

This page lists every setting of the command line. Set it with its flag, its variable, or in the
[configuration file](../operations.md#configuration-file). A flag takes precedence over its variable, and a variable over
the file. An empty variable counts as not set. \`shopwright config\` prints the values in use and where they come from.
On Windows, set a variable with \`set NAME=value\` before the command.

| Configuration file | Flag | Variable | Default | Meaning |
|---|---|---|---|---|`
