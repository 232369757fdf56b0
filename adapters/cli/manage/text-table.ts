/** A column of a table. */
export interface Column<Item> {
  readonly name: string
  readonly cell: (item: Item) => string | number
  /** The most characters of a cell. A longer text is cut. Defaults to 40. */
  readonly maxWidth?: number
}

const MAX_WIDTH = 40
const GAP = "  "

/** Formats items as a table for a terminal, with a line for each item. Numbers are aligned to the right. */
export const formatTable = <Item>(
  columns: ReadonlyArray<Column<Item>>,
  items: ReadonlyArray<Item>,
  { heading = true }: { readonly heading?: boolean } = {},
): string => {
  const rows = items.map((item) => columns.map(({ cell, maxWidth = MAX_WIDTH }) => shown(cell(item), maxWidth)))
  const names = columns.map(({ name }) => name)
  const widths = names.map((name, i) => Math.max(heading ? width(name) : 0, ...rows.map((row) => width(row[i] ?? ""))))
  const isNumeric = names.map((_, i) => rows.every((row) => numeric.test(row[i] ?? "")))
  const line = (cells: ReadonlyArray<string>): string =>
    cells
      .map((cell, i) => {
        const padding = " ".repeat((widths[i] ?? 0) - width(cell))
        return isNumeric[i] ? padding + cell : cell + padding
      })
      .join(GAP)
      .trimEnd()
  return [...(heading ? [names] : []), ...rows].map((row) => `${line(row)}\n`).join("")
}

/** A number, or an empty cell between numbers. */
const numeric = /^(?:-?\d+(?:\.\d+)?)?$/

const width = (text: string): number => [...text].length

/** Control characters, which could move a terminal's cursor or hide text, and line separators. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

/** Makes a text safe for a terminal and short enough for its column. */
const shown = (value: string | number, maxWidth: number): string => {
  const text = String(value).replaceAll(unprintable, " ")
  const characters = [...text]
  return characters.length <= maxWidth ? text : `${characters.slice(0, maxWidth - 1).join("")}…`
}
