import { plural } from "../../application/plural.ts"
import { PRODUCT_NAME_MAX_LENGTH } from "../../domain/catalog/product.ts"
import type { CsvRow, CsvTable } from "./csv-table.ts"
import { plainText } from "./plain-text.ts"
import { type ProductSource, stockOf, type TableCatalog, type TableVariant, tableCatalog } from "./table-catalog.ts"

/** The names of Shopify's columns: those of its exports until 2025, and those of its present template. */
const aliases = {
  handle: ["Handle", "URL handle"],
  title: ["Title"],
  description: ["Body (HTML)", "Description"],
  type: ["Type"],
  category: ["Product Category"],
  status: ["Status"],
  published: ["Published", "Published on online store"],
  price: ["Variant Price", "Price"],
  sku: ["Variant SKU", "SKU"],
  stock: ["Variant Inventory Qty", "Inventory quantity"],
} as const

/** Returns whether a table has the columns of Shopify's products. */
export const isShopify = ({ columns }: Pick<CsvTable, "columns">): boolean => {
  const names = columns.map((name) => name.toLowerCase())
  const has = (field: keyof typeof aliases) => aliases[field].some((name) => names.includes(name.toLowerCase()))
  return has("handle") && has("title") && names.includes("option1 name") && names.includes("option1 value")
}

/** Reads the products of a Shopify export. `docs/operations/importing.md` states what becomes of each column. */
export const shopifyCatalog = (table: CsvTable): TableCatalog => {
  const names = table.columns.map((name) => name.toLowerCase())
  const columnOf = (field: keyof typeof aliases): string =>
    aliases[field].find((name) => names.includes(name.toLowerCase())) ?? aliases[field][0]
  const read = (row: CsvRow, field: keyof typeof aliases): string => row.cell(columnOf(field))
  const notes = { hidden: 0, split: 0, negative: 0 }
  const sources: Array<ProductSource> = []
  for (const rows of byHandle(table.rows, columnOf("handle"))) {
    const [first] = rows
    if (isHidden(read(first, "status"), read(first, "published"))) notes.hidden++
    else {
      const items = rows.filter((row) => read(row, "price") !== "" || row.cell("Option1 Value") !== "")
      const prices = [...new Set(items.map((row) => read(row, "price")))]
      if (prices.length > 1) notes.split++
      for (const price of prices) {
        const sold = items.filter((row) => read(row, "price") === price)
        notes.negative += sold.filter((row) => read(row, "stock").startsWith("-")).length
        sources.push(productOf(first, sold, { read, price, isSplit: prices.length > 1 }))
      }
    }
  }
  return tableCatalog(sources, columnsOfFields(columnOf), { faults: [], notes: describe(notes) })
}

type Read = (row: CsvRow, field: keyof typeof aliases) => string

const byHandle = (rows: ReadonlyArray<CsvRow>, handle: string): ReadonlyArray<readonly [CsvRow, ...Array<CsvRow>]> => {
  const groups = new Map<string, [CsvRow, ...Array<CsvRow>]>()
  for (const row of rows) {
    const key = row.cell(handle) || `line ${row.line}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return [...groups.values()]
}

const isHidden = (status: string, published: string): boolean =>
  /^(draft|archived|unlisted)$/i.test(status) || /^false$/i.test(published)

const productOf = (
  first: CsvRow,
  rows: ReadonlyArray<CsvRow>,
  { read, price, isSplit }: { readonly read: Read; readonly price: string; readonly isSplit: boolean },
): ProductSource => {
  const options = rows.map((row) => optionsOf(first, row))
  const title = read(first, "title")
  const labels = options.map(({ label }) => label).join("; ")
  const name = isSplit && title !== "" ? `${title} (${labels})`.slice(0, PRODUCT_NAME_MAX_LENGTH).toWellFormed() : title
  const common = {
    name,
    description: plainText(read(first, "description")),
    price,
    category: categoryOf(read(first, "type"), read(first, "category")),
  }
  const [row = first] = rows
  const [only] = options
  if (rows.length === 1 && only?.isDefault === true)
    return { product: { ...common, stock: quantity(read(row, "stock")) }, row, variantRows: [] }
  const variants = rows.map((row, at): TableVariant => {
    const sku = read(row, "sku")
    const { size = "-", color = "-" } = options[at] ?? {}
    return { size, color, stock: quantity(read(row, "stock")), ...(sku !== "" && { sku }) }
  })
  return { product: { ...common, variants }, row, variantRows: rows }
}

/** Shopify's quantity is negative after overselling. */
const quantity = (cell: string): unknown => (/^-\d{1,15}$/.test(cell) ? 0 : stockOf(cell))

const categoryOf = (type: string, category: string): string =>
  type || (category.split(">").at(-1)?.trim() ?? "") || "Uncategorized"

/** Options that name a colour become the colour. All others become the size. */
const optionsOf = (first: CsvRow, row: CsvRow) => {
  const options = [1, 2, 3].flatMap((n) => {
    const [name, value] = [first.cell(`Option${n} Name`), row.cell(`Option${n} Value`)]
    return value === "" ? [] : [{ name, value }]
  })
  const isDefault = options.every(({ name, value }) => name === "Title" && value === "Default Title")
  const isColor = ({ name }: { readonly name: string }) => /colou?r|farbe|couleur|kleur/i.test(name)
  const joined = (chosen: typeof options) => chosen.map(({ value }) => value).join(" / ") || "-"
  return {
    isDefault,
    label: joined(options),
    size: joined(options.filter((option) => !isColor(option))),
    color: joined(options.filter(isColor)),
  }
}

const columnsOfFields = (columnOf: (field: keyof typeof aliases) => string): Readonly<Record<string, string>> => ({
  name: columnOf("title"),
  description: columnOf("description"),
  price: columnOf("price"),
  category: columnOf("type"),
  stock: columnOf("stock"),
  sku: columnOf("sku"),
  size: "Option1 Value",
  color: "Option2 Value",
})

const describe = ({ hidden, split, negative }: Readonly<Record<"hidden" | "split" | "negative", number>>) => [
  ...(hidden > 0 ? [`left out ${plural(hidden, "product")} that Shopify does not show (drafts, archived)`] : []),
  ...(split > 0
    ? [`split ${plural(split, "product")} whose variants differ in price, one product for each price`]
    : []),
  ...(negative > 0 ? [`set ${plural(negative, "negative quantity", "negative quantities")} to 0`] : []),
]
