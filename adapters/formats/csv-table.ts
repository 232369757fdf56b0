import { CsvError, parse } from "csv-parse/sync"
import { decodeUtf8 } from "../../application/file/decode-utf8.ts"
import { InvalidFile } from "../../application/file/invalid-file.ts"

/** A row of a table: its cells by the name of their column, and the number of its last line in the file. */
export interface CsvRow {
  readonly line: number
  /** Returns a cell without surrounding white space. Empty if the table has no such column. */
  readonly cell: (column: string) => string
}

/** A table with a header. */
export interface CsvTable {
  /** The columns' names as written. */
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<CsvRow>
}

interface Parsed {
  readonly record: ReadonlyArray<string>
  /** The number of its last line. */
  readonly line: number
}

/** Reads CSV in UTF-8 that is separated by commas, semicolons or tabs. Names of columns are compared without case. */
export const readCsv = (bytes: Uint8Array, source: string): CsvTable => {
  const text = decodeUtf8(bytes, source)
  const [header, ...records] = parsed(text, source)
  if (header === undefined) throw new InvalidFile(`${source} is empty`)
  const columns = header.record.map((name) => name.trim())
  const positions = new Map<string, number>()
  for (const [at, name] of columns.entries()) {
    const key = name.toLowerCase()
    if (key !== "" && positions.has(key)) throw new InvalidFile(`${source} has two columns with the name ${name}`)
    positions.set(key, at)
  }
  const wrong = records.filter(({ record }) => record.length > columns.length)
  if (wrong.length > 0) {
    const lines = wrong.slice(0, 20).map(({ record, line }) => `  line ${line}: has ${record.length} cells`)
    throw new InvalidFile([`${source} has ${columns.length} columns`, ...lines].join("\n"))
  }
  return {
    columns,
    rows: records.map(({ record, line }) => ({
      line,
      cell: (column) => record[positions.get(column.toLowerCase()) ?? -1]?.trim() ?? "",
    })),
  }
}

const parsed = (text: string, source: string): ReadonlyArray<Parsed> => {
  const records: Array<Parsed> = []
  try {
    parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_records_with_empty_values: true,
      on_record: (record, { lines }) => {
        records.push({ record, line: lines })
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new InvalidFile(`${source} is not valid CSV: ${error.message}`)
  }
  return records
}

/** Returns the separator that the first line has most often outside quotes. */
export const separatorOf = (text: string): string => {
  const header = (text.split(/\r?\n/, 1)[0] ?? "").replaceAll(/"(?:[^"]|"")*"/g, "")
  const counts = [",", ";", "\t"].map((separator) => ({ separator, count: header.split(separator).length }))
  return counts.reduce((most, next) => (next.count > most.count ? next : most)).separator
}
