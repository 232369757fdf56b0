import { UsageError } from "../failure.ts"
import { type ConfigFile, readConfigFile } from "./config-file.ts"
import { checkDialectName } from "./dialect-kinds.ts"
import { InvalidValue } from "./kind.ts"
import type { Scope, Setting } from "./setting.ts"
import { table } from "./table.ts"

/** The place of a setting in the configuration file, which is also its name. */
export type SettingName = keyof typeof table

export type ValueOf<Name extends SettingName> =
  (typeof table)[Name] extends Setting<infer A, infer Initial> ? A | Initial : never

/** The settings of one call of the command line. */
export interface Settings {
  readonly value: <Name extends SettingName>(name: Name) => ValueOf<Name>
  /** Returns where the value comes from: a flag, a variable, the path of the configuration file, or `default`. */
  readonly source: (name: SettingName) => string
}

type AnySetting = Setting<unknown, unknown>

/** The rows of the table that a command has, by name. */
export const settingsOf = (scope: Scope): ReadonlyArray<readonly [SettingName, AnySetting]> =>
  Object.entries<AnySetting>(table)
    .filter(([, setting]) => setting.scope === "every command" || setting.scope === scope)
    .map(([name, setting]) => [name as SettingName, setting])

/** Returns an environment variable. An empty variable counts as not set. */
const variable = (name: string): string | undefined => process.env[name] || undefined

/**
 * Reads the settings of a command. A flag takes precedence over its variable, a variable over the configuration file.
 * Throws UsageError for an invalid value.
 */
export const readSettings = async (
  scope: Scope,
  flags: Readonly<Record<string, string | undefined>>,
): Promise<Settings> => {
  const file = await readConfigFile(flags.config ?? variable("SHOPWRIGHT_CONFIG"))
  const resolved = new Map(settingsOf(scope).map(([name, setting]) => [name, resolve(name, setting, flags, file)]))
  const find = (name: SettingName) => {
    const found = resolved.get(name)
    if (found === undefined) throw new Error(`The setting ${name} does not belong to ${scope}.`)
    return found
  }
  const settings: Settings = {
    // Each name keeps the type of its kind. The compiler cannot see that for a map built by name.
    value: (name) => find(name).value as never,
    source: (name) => find(name).source,
  }
  if (scope === "serve")
    checkDialectName(settings.value("dialect"), settings.source("dialect"), settings.value("dialects"))
  return settings
}

const resolve = (
  name: SettingName,
  { kind, initial, flag, variable: variableName }: AnySetting,
  flags: Readonly<Record<string, string | undefined>>,
  file: ConfigFile | undefined,
): { readonly value: unknown; readonly source: string } => {
  const given: ReadonlyArray<readonly [string, string | undefined]> = [
    ...(flag === undefined ? [] : [[`--${flag.name}`, flags[flag.name]] as const]),
    ...(variableName === undefined ? [] : [[variableName, variable(variableName)] as const]),
  ]
  for (const [source, text] of given) if (text !== undefined) return { value: parse(kind, text, source), source }
  if (file?.values.has(name)) return { value: file.values.get(name), source: file.path }
  return { value: initial, source: "default" }
}

const parse = (kind: AnySetting["kind"], text: string, source: string): unknown => {
  try {
    return kind.fromText(text, process.cwd())
  } catch (error) {
    if (error instanceof InvalidValue) throw new UsageError(`${source} ${error.message}`)
    throw error
  }
}
