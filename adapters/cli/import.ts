import { buffer } from "node:stream/consumers"
import { parseJson } from "../../application/file/parse-json.ts"
import { detect, plainCatalog, readCsv, shopifyCatalog } from "../../composition/catalog-files.ts"
import { readCatalogFrom } from "./catalog-source.ts"
import { type Call, type Command, noArguments } from "./command.ts"
import { persistentDatabase } from "./database.ts"
import { UsageError } from "./failure.ts"
import { djangoAccounts } from "./formats/django.ts"
import { type Format, formatNamed, formats } from "./formats/formats.ts"
import { importAccounts } from "./import-accounts.ts"
import { type CatalogTarget, importCatalogOf, importTable } from "./import-catalog.ts"
import { dryRunImport, importShop, isExport } from "./import-shop.ts"
import { openSource } from "./import-source.ts"

const notes = (): string => `Formats:
${Object.entries(formats)
  .map(([name, about]) => `  ${name.padEnd(11)} ${about}`)
  .join("\n")}

The format of a catalogue:
  {"categories": [{"name": "Skincare"}],
   "products": [{"name": "Sunscreen", "description": "SPF 30", "price": 5.5, "category": "Skincare",
                 "variants": [{"size": "100ml", "color": "White", "stock": 50}]}]}
A product without variants has its own "stock". The same as csv:
  name,description,price,category,size,color,stock
  Sunscreen,SPF 30,5.5,Skincare,100ml,White,50`

const run = async ({ positionals: [given, ...rest], value, has, settings: read }: Call): Promise<void> => {
  if (given === undefined) throw new UsageError("The source is missing: name a file, demo, or - for standard input")
  noArguments(rest)
  const named = value("format")
  const format = named === undefined ? undefined : formatNamed(named)
  const settings = await read()
  const target = { database: persistentDatabase(settings), settings, isDryRun: has("dry-run") }
  const pictures = value("media")
  if (given === "demo") return importCatalogOf(await readCatalogFrom("demo"), "demo", target)
  const source = await openSource(given)
  if (format === "export" || (format === undefined && isExport(source)))
    return target.isDryRun ? dryRunImport(source) : importShop(source, settings, { ...target, pictures })
  if (pictures !== undefined) throw new UsageError("--media requires an export")
  const bytes = await buffer(source.bytes)
  return importers[format ?? detect(bytes, source.name)](bytes, source.name, target)
}

type Importer = (bytes: Uint8Array, source: string, target: CatalogTarget) => Promise<void>

const importers: { readonly [F in Exclude<Format, "export">]: Importer } = {
  catalogue: (bytes, source, target) => importCatalogOf(parseJson(bytes, source), source, target),
  csv: (bytes, source, target) => importTable(plainCatalog(readCsv(bytes, source), source), source, target),
  shopify: (bytes, source, target) => importTable(shopifyCatalog(readCsv(bytes, source)), source, target),
  django: (bytes, source, target) => importAccounts(djangoAccounts(bytes, source), source, target),
}

export const importCatalog: Command = {
  summary: "load a catalogue, accounts, or a whole shop",
  synopsis: " FILE|demo|-",
  about: `Loads a file, the demo catalogue, or standard input, completely or not at all. The format is detected. Existing
categories are reused. Products are always added, so importing a file twice adds its products twice. An export needs an
empty database; the stock is audited afterwards.`,
  notes,
  scope: "every command",
  flags: [
    { name: "format", value: "NAME", about: `the format, instead of detecting it: ${Object.keys(formats).join(", ")}` },
    { name: "dry-run", about: "check the file, report what it has, and load nothing" },
    { name: "media", value: "FOLDER", about: "the folder with the pictures of an export" },
  ],
  words: ["demo"],
  run,
}
