import { loadCatalog, readCatalogFrom, readCatalogOf, requireCatalog } from "./catalog-source.ts"
import { type Call, type Command, noArguments } from "./command.ts"
import { type PersistentDatabase, persistentDatabase } from "./database.ts"
import { UsageError } from "./failure.ts"
import { importShop, isExport } from "./import-shop.ts"
import { openSource } from "./import-source.ts"
import { plural } from "./plural.ts"
import type { Settings } from "./settings/settings.ts"
import { commonOptions } from "./shop-options.ts"

const format = `The format of a catalogue:
  {"categories": [{"name": "Skincare"}],
   "products": [{"name": "Sunscreen", "description": "SPF 30", "price": 5.5, "category": "Skincare",
                 "variants": [{"size": "100ml", "color": "White", "stock": 50}]}]}
A product without variants has its own "stock".`

const run = async ({ positionals: [given, ...rest], value, settings: read }: Call): Promise<void> => {
  if (given === undefined) throw new UsageError("The source is missing: name a file, demo, or - for standard input")
  noArguments(rest)
  const settings = await read()
  const database = persistentDatabase(settings)
  const pictures = value("media")
  if (given === "demo") return loadInto(database, settings, await readCatalogFrom("demo"), "demo")
  const source = await openSource(given)
  if (isExport(source)) return importShop(source, settings, { database, pictures })
  if (pictures !== undefined) throw new UsageError("--media requires an export")
  return loadInto(database, settings, await readCatalogOf(source), source.name)
}

const loadInto = async (database: PersistentDatabase, settings: Settings, catalog: unknown, source: string) => {
  requireCatalog(catalog, source, settings.value("currency"))
  const { openShop } = await import("../../composition/open-shop.ts")
  const shop = await openShop({ ...commonOptions(settings), database })
  try {
    const { products, categories } = await loadCatalog(shop, catalog, source)
    const loaded = `${plural(products, "product")} in ${plural(categories, "category", "categories")}`
    process.stdout.write(`imported ${loaded}\n`)
  } finally {
    await shop.close()
  }
}

export const importCatalog: Command = {
  summary: "load a catalogue, or a whole shop that was exported",
  synopsis: " FILE|demo|-",
  about: `Loads a file, the demo catalogue, or standard input, completely or not at all. The format is detected:
  an export        a whole shop that "shopwright export" wrote, into an empty database; the stock is audited afterwards
  a catalogue      products and categories in JSON. Existing categories are reused. Products are always added, so
                   importing a file twice adds its products twice`,
  notes: () => format,
  scope: "every command",
  flags: [{ name: "media", value: "FOLDER", about: "the folder with the pictures of an export" }],
  words: ["demo"],
  run,
}
