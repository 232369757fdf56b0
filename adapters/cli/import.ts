import { loadCatalog, readCatalogFrom, requireCatalog } from "./catalog-source.ts"
import { type Command, noArguments, readFlags } from "./command.ts"
import { databaseHelp, readPersistentDatabase } from "./database.ts"
import { UsageError } from "./failure.ts"

const usage = `Usage: shopwright import FILE|demo|- [options]

Loads a catalogue completely or not at all: a JSON file, the demo catalogue, or JSON from standard input. Existing
categories are reused. Products are always added, so importing a file twice adds its products twice.

${databaseHelp}

The file's format:
  {"categories": [{"name": "Skincare"}],
   "products": [{"name": "Sunscreen", "description": "SPF 30", "price": 5.5, "category": "Skincare",
                 "variants": [{"size": "100ml", "color": "White", "stock": 50}]}]}
A product without variants has its own "stock".
`

const flags = { database: { type: "string" } } as const

const run = async (args: ReadonlyArray<string>): Promise<void> => {
  const { values, positionals } = readFlags(args, flags)
  const [source, ...rest] = positionals
  if (source === undefined) throw new UsageError("The catalogue is missing: name a file, demo, or - for standard input")
  noArguments(rest)
  const database = readPersistentDatabase(values.database)
  const catalog = await readCatalogFrom(source)
  requireCatalog(catalog, source)
  const { openShop } = await import("../../composition/open-shop.ts")
  const shop = await openShop({ database })
  try {
    const { products, categories } = await loadCatalog(shop.useCases, catalog, source)
    process.stdout.write(`imported ${products} products in ${categories} categories\n`)
  } finally {
    await shop.close()
  }
}

export const importCatalog: Command = { summary: "load a catalogue from a file, or the demo catalogue", usage, run }
