import type { ColumnNames, HostRows } from "../host.ts"
import { isTextColumn } from "./column-types.ts"

/**
 * Returns the rows of a host's database layer as `typeParsers` would have read them. Each layer reads numbers, booleans,
 * JSON and arrays in its own way. Throws TypeError for a result without rows, and for rows without names.
 */
export const rowsOfHost = <R extends object>(result: HostRows): ReadonlyArray<R> => {
  const rows: unknown = Array.isArray(result) ? result : Object(result).rows
  if (!Array.isArray(rows))
    throw new TypeError(
      "The function given to withTransaction() must return the rows, or an object with `rows`. " +
        `It returned ${describe(result)}.`,
    )
  const names = namesOf(result)
  return rows.map((row: unknown) => rowOf(row, names) as R)
}

/** Returns the names of the columns, if the result has them. pg calls them `fields`, postgres.js `columns`. */
const namesOf = (result: HostRows): ReadonlyArray<string> | undefined => {
  const { fields, columns }: { fields?: ColumnNames | undefined; columns?: ColumnNames | undefined } = result
  return (fields ?? columns)?.map(({ name }) => name)
}

const rowOf = (row: unknown, names: ReadonlyArray<string> | undefined): object => {
  if (typeof row !== "object" || row === null)
    throw new TypeError(`A row must be an object or an array, not ${describe(row)}.`)
  if (!Array.isArray(row))
    return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, readValue(name, value)]))
  if (names === undefined || names.length !== row.length)
    throw new TypeError(
      "The rows given to withTransaction() are arrays. Return an object with `rows` and `fields`, the columns with " +
        "their names, or rows that are objects.",
    )
  return Object.fromEntries(row.map((value: unknown, i) => [names[i] ?? "", readValue(names[i] ?? "", value)]))
}

const readValue = (column: string, value: unknown): unknown => {
  if (value === null || value === undefined) return null
  if (typeof value === "bigint") return Number(value)
  if (Array.isArray(value)) return value.map((element) => (isWholeNumber(element) ? Number(element) : element))
  if (typeof value !== "string" || isTextColumn(column)) return value
  return fromText(column, value)
}

const isWholeNumber = (value: unknown): boolean =>
  typeof value === "bigint" || (typeof value === "string" && /^-?\d+$/.test(value))

/** Reads a value of a column that holds no text: a number, a boolean, JSON or an array of numbers. */
const fromText = (column: string, text: string): unknown => {
  if (text === "t" || text === "true") return true
  if (text === "f" || text === "false") return false
  if (/^\{(-?\d|NULL|\})/.test(text)) return text.slice(1, -1).split(",").filter(Boolean).map(elementOf)
  if (/^[[{]/.test(text)) return JSON.parse(text)
  const number = Number(text)
  if (text.trim() === "" || Number.isNaN(number))
    throw new TypeError(`The column ${column} holds no text, but its value came as a text that is no number.`)
  return number
}

const elementOf = (text: string): number | null => (text === "NULL" ? null : Number(text))

const describe = (value: unknown): string => {
  if (value === null || typeof value !== "object") return String(value)
  return `an object with ${Object.keys(value).slice(0, 5).join(", ") || "no properties"}`
}
