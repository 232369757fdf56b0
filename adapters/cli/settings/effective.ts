import { defaultText } from "./help.ts"
import { type SettingName, type Settings, settingsOf } from "./settings.ts"
import { shownValue } from "./shown.ts"
import { table } from "./table.ts"

/** A setting as people read it. */
export interface EffectiveSetting {
  readonly name: SettingName
  readonly value: string
  readonly source: string
}

/** Returns the settings that `serve` uses, as text and without secrets, and where each comes from. */
export const effectiveSettings = (settings: Settings): ReadonlyArray<EffectiveSetting> =>
  settingsOf("serve").map(([name]) => {
    const value = shownValue(settings, name)
    return { name, value: value === null ? unset(name) : textOf(value), source: settings.source(name) }
  })

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value))

/** Describes what applies if a setting has no value. */
const unset = (name: SettingName): string => {
  const usual = defaultText(table[name])
  return usual === undefined ? "-" : `(${usual})`
}
