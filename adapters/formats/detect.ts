import { InvalidFile } from "../../application/file/invalid-file.ts"
import { readCsv } from "./csv-table.ts"
import { isPlainCsv } from "./plain-csv.ts"
import { isShopify } from "./shopify.ts"

/** The formats of files with products, and of a Django dump. */
export type DetectedFormat = "catalogue" | "csv" | "shopify" | "django"

/**
 * Detects the format of a whole file that is no export. JSON that is no Django dump is taken for a catalogue. Throws
 * InvalidFile for an empty file and for a table with unknown columns.
 */
export const detect = (bytes: Uint8Array, name: string): DetectedFormat => {
  const start = Buffer.from(bytes.subarray(0, 65_536))
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trimStart()
  if (start === "") throw new InvalidFile(`${name} is empty`)
  if (/^\[\s*(\]|\{\s*"(model|pk|fields)"\s*:)/.test(start)) return "django"
  if (/^[[{"\d]|^(true|false|null)\b/.test(start) && !isTable(start)) return "catalogue"
  if (!isTable(start)) return "catalogue"
  const header = readCsv(Buffer.from(start.split(/\r?\n/, 1)[0] ?? ""), name)
  if (isShopify(header)) return "shopify"
  if (isPlainCsv(header)) return "csv"
  throw new InvalidFile(
    `${name} is a table of an unknown format: a catalogue has the columns name, price and category, and Shopify's export has Handle, Title and Option1 Name`,
  )
}

/** A header has separators and no braces. */
const isTable = (start: string): boolean => {
  const [header = ""] = start.split(/\r?\n/, 1)
  return !/^[[{]/.test(header) && /[,;\t]/.test(header)
}
