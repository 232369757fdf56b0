import type { CsvRow } from "./csv-table.ts"

/** A catalogue that was made of a table, in the format of catalogue files, and where its values come from. */
export interface TableCatalog {
  readonly catalog: { readonly categories: ReadonlyArray<unknown>; readonly products: ReadonlyArray<TableProduct> }
  /** Returns where a value was, such as `line 7, column Price`. `place` is its position in the catalogue. */
  readonly whereIs: (place: string) => string
  /** Faults that a catalogue does not have, such as contradicting rows. */
  readonly faults: ReadonlyArray<string>
  /** What was left out or changed, for people. */
  readonly notes: ReadonlyArray<string>
}

/** A product in the format of catalogue files. */
export interface TableProduct {
  readonly name: string
  readonly description: string
  readonly price: string
  readonly category: string
  readonly stock?: unknown
  readonly variants?: ReadonlyArray<TableVariant>
}

/** A variant in the format of catalogue files. */
export interface TableVariant {
  readonly size: string
  readonly color: string
  readonly stock: unknown
  readonly sku?: string
}

/** The rows of one product, and the columns of its values. */
export interface ProductSource {
  readonly product: TableProduct
  readonly row: CsvRow
  /** The rows of the variants, in their order. */
  readonly variantRows: ReadonlyArray<CsvRow>
}

/** Builds a catalogue. `columns` names the column of each field of a product and a variant. */
export const tableCatalog = (
  sources: ReadonlyArray<ProductSource>,
  columns: Readonly<Record<string, string>>,
  { faults, notes }: Pick<TableCatalog, "faults" | "notes">,
): TableCatalog => {
  const names = [...new Set(sources.map(({ product }) => product.category))]
  return {
    catalog: { categories: names.map((name) => ({ name })), products: sources.map(({ product }) => product) },
    whereIs: (place) => {
      const found = /^products\[(\d+)\](?:\.variants\[(\d+)\])?\.?(\w+)?/.exec(place)
      // The name of a category is that of the first product which has it.
      const category = /^categories\[(\d+)\]/.exec(place)
      const at =
        category === null
          ? Number(found?.[1])
          : sources.findIndex(({ product }) => product.category === names[Number(category[1])])
      const source = sources[at]
      if (source === undefined) return place === "" ? "the file" : place
      const row = found?.[2] === undefined ? source.row : (source.variantRows[Number(found[2])] ?? source.row)
      const field = category === null ? found?.[3] : "category"
      const column = field === undefined ? undefined : columns[field]
      return column === undefined ? `line ${row.line}` : `line ${row.line}, column ${column}`
    },
    faults,
    notes,
  }
}

/** Returns a cell as a whole number where it is one, so that other texts are reported as they are. */
export const stockOf = (cell: string): unknown => (cell === "" ? 0 : /^\d{1,15}$/.test(cell) ? Number(cell) : cell)
