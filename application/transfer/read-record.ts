import { contradictionOf } from "./contradictions.ts"
import { type ExportKind, exportKinds, type Field, fieldsOf, typeOf } from "./export-format.ts"

/** A record of an export: its kind, and the names of its fields. */
export interface ReadRecord {
  readonly kind: ExportKind
  readonly fields: ReadonlyArray<string>
}

/** Checks one line of an export. Returns its kind and fields, or a description of its fault. */
export const readRecord = (line: string): ReadRecord | string => {
  const value = parsed(line)
  if (!isObject(value)) return "must be an object with one record"
  const [kind, ...others] = Object.keys(value)
  if (kind === undefined || others.length > 0) return "must contain exactly one record"
  if (!isKind(kind)) return `has a record of the unknown kind "${kind}"; a newer version of shopwright may know it`
  const record = value[kind]
  if (!isObject(record)) return `${kind} must be an object`
  const known = fieldsOf(kind)
  for (const [name, found] of Object.entries(record)) {
    const field = Object.hasOwn(known, name) ? known[name] : undefined
    if (field === undefined) return `${kind}.${name} is unknown; a newer version of shopwright may know it`
    const fault = faultOf(field, found)
    if (fault !== null) return `${kind}.${name} ${fault}`
  }
  return contradictionOf(kind, record) ?? { kind, fields: Object.keys(record) }
}

/** Parses JSON. Returns `undefined` for text that is no JSON. */
export const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Returns whether a value is an object and no array. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const isKind = (kind: string): kind is ExportKind => (exportKinds as ReadonlyArray<string>).includes(kind)

const timePattern = /^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/
const datePattern = /^\d{4,6}-\d\d-\d\d$/

const faultOf = (field: Field, value: unknown): string | null => {
  const { type, isNullable } = typeOf(field)
  if (value === null) return isNullable ? null : "must not be null"
  switch (type) {
    case "whole":
      return Number.isSafeInteger(value) ? null : "must be a whole number"
    case "flag":
      return typeof value === "boolean" ? null : "must be true or false"
    case "time":
      return typeof value === "string" && timePattern.test(value)
        ? null
        : "must be a time in UTC, such as 2027-01-31T12:00:00Z"
    case "date":
      return typeof value === "string" && datePattern.test(value) ? null : "must be a date, such as 2027-01-31"
    case "text":
    case "picture":
      if (typeof value !== "string") return "must be a text"
      return value.includes("\0") ? "must not contain the character U+0000" : null
    case "json":
      return null
  }
}
