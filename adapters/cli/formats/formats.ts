import { CommandFailure, UsageError } from "../failure.ts"
import { didYouMean } from "../suggest.ts"
import { readCsv } from "./csv-table.ts"
import { isPlainCsv } from "./plain-csv.ts"
import { isShopify } from "./shopify.ts"

/** The formats of imported files, with what `--format` calls them. */
export const formats = {
  export: "a whole shop that shopwright export wrote",
  catalogue: "a catalogue in JSON",
  csv: "a catalogue as a table with a header",
  shopify: "the products that Shopify exports as CSV",
  django: "the accounts of a Django dump (dumpdata)",
} as const

export type Format = keyof typeof formats

/** Returns the format that was given. Throws UsageError for another text. */
export const formatNamed = (text: string): Format => {
  if (Object.hasOwn(formats, text)) return text as Format
  const names = Object.keys(formats)
  throw new UsageError(`--format must be one of ${names.join(", ")}, not '${text}'${didYouMean(text, names)}`)
}

/** Detects the format of a whole file that is no export. JSON that is no Django dump is taken for a catalogue. */
export const detect = (bytes: Uint8Array, name: string): Exclude<Format, "export"> => {
  const start = Buffer.from(bytes.subarray(0, 65_536))
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trimStart()
  if (start === "") throw new CommandFailure(`${name} is empty`)
  if (/^\[\s*(\]|\{\s*"(model|pk|fields)"\s*:)/.test(start)) return "django"
  if (/^[[{"\d]|^(true|false|null)\b/.test(start) && !isTable(start)) return "catalogue"
  if (!isTable(start)) return "catalogue"
  const header = readCsv(Buffer.from(start.split(/\r?\n/, 1)[0] ?? ""), name)
  if (isShopify(header)) return "shopify"
  if (isPlainCsv(header)) return "csv"
  throw new CommandFailure(
    `${name} is a table of an unknown format: a catalogue has the columns name, price and category, and Shopify's export has Handle, Title and Option1 Name. Name the format with --format`,
  )
}

/** A header has separators and no braces. */
const isTable = (start: string): boolean => {
  const [header = ""] = start.split(/\r?\n/, 1)
  return !/^[[{]/.test(header) && /[,;\t]/.test(header)
}
