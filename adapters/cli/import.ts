import { loadCatalog, readCatalogFrom, requireCatalog } from "./catalog-source.ts"
import { type Command, noArguments, readFlags } from "./command.ts"
import { persistentDatabase } from "./database.ts"
import { UsageError } from "./failure.ts"
import { flagsHelp } from "./settings/help.ts"
import { readSettings, settingFlags } from "./settings/settings.ts"
import { commonOptions } from "./shop-options.ts"

const usage = `Usage: shopwright import FILE|demo|- [options]

Loads a catalogue completely or not at all: a JSON file, the demo catalogue, or JSON from standard input. Existing
categories are reused. Products are always added, so importing a file twice adds its products twice.

${flagsHelp("every command")}

The file's format:
  {"categories": [{"name": "Skincare"}],
   "products": [{"name": "Sunscreen", "description": "SPF 30", "price": 5.5, "category": "Skincare",
                 "variants": [{"size": "100ml", "color": "White", "stock": 50}]}]}
A product without variants has its own "stock".
`

const run = async (args: ReadonlyArray<string>): Promise<void> => {
  const { values, positionals } = readFlags(args, settingFlags("every command"))
  const [source, ...rest] = positionals
  if (source === undefined) throw new UsageError("The catalogue is missing: name a file, demo, or - for standard input")
  noArguments(rest)
  const settings = await readSettings("every command", values)
  const database = persistentDatabase(settings)
  const catalog = await readCatalogFrom(source)
  requireCatalog(catalog, source)
  const { openShop } = await import("../../composition/open-shop.ts")
  const shop = await openShop({ ...commonOptions(settings), database })
  try {
    const { products, categories } = await loadCatalog(shop.useCases, catalog, source)
    process.stdout.write(`imported ${products} products in ${categories} categories\n`)
  } finally {
    await shop.close()
  }
}

export const importCatalog: Command = { summary: "load a catalogue from a file, or the demo catalogue", usage, run }
