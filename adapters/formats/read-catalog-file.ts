import { InvalidFile } from "../../application/file/invalid-file.ts"
import { parseJson } from "../../application/file/parse-json.ts"
import { readCsv } from "./csv-table.ts"
import { detect } from "./detect.ts"
import { plainCatalog } from "./plain-csv.ts"
import { shopifyCatalog } from "./shopify.ts"
import type { TableCatalog } from "./table-catalog.ts"

/**
 * Reads a file with products: a catalogue in JSON, a table with a header, or the products that Shopify exports. The use
 * case checks the catalogue. Throws InvalidFile for other files.
 */
export const readCatalogFile = (bytes: Uint8Array, name: string): ReadCatalogFile => {
  switch (detect(bytes, name)) {
    case "catalogue":
      return { catalog: parseJson(bytes, name), whereIs: asInFile, faults: [], notes: [] }
    case "csv":
      return plainCatalog(readCsv(bytes, name), name)
    case "shopify":
      return shopifyCatalog(readCsv(bytes, name))
    case "django":
      throw new InvalidFile(`${name} has accounts of a Django shop. Import them with: shopwright import FILE`)
  }
}

/** A file in the format of catalogue files, and where its values come from. */
export type ReadCatalogFile = Omit<TableCatalog, "catalog"> & { readonly catalog: unknown }

const asInFile = (place: string): string => (place === "" ? "the file" : place)
