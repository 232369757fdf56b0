import { InvalidFile } from "../../application/file/invalid-file.ts"
import { didYouMean } from "../../application/suggest.ts"
import type { CsvRow, CsvTable } from "./csv-table.ts"
import { type ProductSource, stockOf, type TableCatalog, type TableVariant, tableCatalog } from "./table-catalog.ts"

const required = ["name", "price", "category"]
const columns = [...required, "description", "stock", "size", "color", "sku"]

/** Returns whether a table has the columns of a catalogue. */
export const isPlainCsv = (table: Pick<CsvTable, "columns">): boolean => {
  const names = table.columns.map((name) => name.toLowerCase())
  return required.every((name) => names.includes(name))
}

/**
 * Reads a table with one row for each stock item. Consecutive rows of the same name and category are the variants of one
 * product, if they have a size or a colour.
 */
export const plainCatalog = (table: CsvTable, source: string): TableCatalog => {
  const names = table.columns.map((name) => name.toLowerCase())
  const missing = required.filter((name) => !names.includes(name))
  if (missing.length > 0) throw new InvalidFile(`${source} lacks the columns ${missing.join(", ")}`)
  const unknown = names.filter((name) => !columns.includes(name))
  if (unknown.length > 0) {
    const described = unknown.map((name) => `  ${JSON.stringify(name)}${didYouMean(name, columns)}`)
    throw new InvalidFile([`${source} has unknown columns; known are ${columns.join(", ")}`, ...described].join("\n"))
  }
  const faults: Array<string> = []
  const sources = grouped(table.rows).map((rows) => productOf(rows, faults))
  return tableCatalog(sources, Object.fromEntries(columns.map((name) => [name, name])), { faults, notes: [] })
}

const isVariant = (row: CsvRow): boolean => row.cell("size") !== "" || row.cell("color") !== ""

const grouped = (rows: ReadonlyArray<CsvRow>): ReadonlyArray<readonly [CsvRow, ...Array<CsvRow>]> => {
  const groups: Array<[CsvRow, ...Array<CsvRow>]> = []
  for (const row of rows) {
    const last = groups.at(-1)
    const isSame = last !== undefined && ["name", "category"].every((name) => last[0].cell(name) === row.cell(name))
    if (isSame && isVariant(row) && isVariant(last[0])) last.push(row)
    else groups.push([row])
  }
  return groups
}

const productOf = ([row, ...others]: readonly [CsvRow, ...Array<CsvRow>], faults: Array<string>): ProductSource => {
  for (const other of others)
    for (const column of ["price", "description"])
      if (other.cell(column) !== "" && other.cell(column) !== row.cell(column))
        faults.push(`line ${other.line}, column ${column}: differs from line ${row.line}, which has the same product`)
  const common = {
    name: row.cell("name"),
    description: row.cell("description"),
    price: row.cell("price"),
    category: row.cell("category"),
  }
  if (!isVariant(row)) return { product: { ...common, stock: stockOf(row.cell("stock")) }, row, variantRows: [] }
  const rows = [row, ...others]
  return { product: { ...common, variants: rows.map(variantOf) }, row, variantRows: rows }
}

const variantOf = (row: CsvRow): TableVariant => ({
  size: row.cell("size"),
  color: row.cell("color"),
  stock: stockOf(row.cell("stock")),
  ...(row.cell("sku") !== "" && { sku: row.cell("sku") }),
})
