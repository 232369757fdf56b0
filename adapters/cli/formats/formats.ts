import { didYouMean } from "../../../application/suggest.ts"
import { UsageError } from "../failure.ts"

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
