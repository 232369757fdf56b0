import { describeDatabase } from "../database.ts"
import type { Database } from "./database-kind.ts"
import type { SettingName, Settings } from "./settings.ts"
import { isObject } from "./structure.ts"
import { table } from "./table.ts"

/** Returns the value of a setting as plain data for display: without secrets, functions and objects of libraries. */
export const shownValue = (settings: Settings, name: SettingName): unknown => {
  const value: unknown = settings.value(name)
  if (value === undefined) return null
  if (table[name].isSecret) return "(hidden)"
  // The table gives this value to the name `database` only.
  if (name === "database") return describeDatabase(value as Database)
  if (name === "media" && isObject(value)) return `s3://${value.bucket}/${value.prefix ?? ""}`
  if (name === "modules" && Array.isArray(value)) return `(${value.length} in the configuration file)`
  return plain(value)
}

const plain = (value: unknown): unknown => {
  if (typeof value === "function") return "(function)"
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]))
}
