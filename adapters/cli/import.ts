import { loadCatalog, readCatalogFrom, requireCatalog } from "./catalog-source.ts"
import { type Command, noArguments, readFlags } from "./command.ts"
import { databaseHelp, readKeptDatabase } from "./database.ts"
import { UsageError } from "./failure.ts"

const usage = `Usage: shopwright import FILE|demo|- [options]

Loads a catalogue, all of it or nothing: a JSON file, the demo catalogue, or JSON from standard input. Categories
that the shop has already are used again; products are always added, so the same file twice adds them twice.

${databaseHelp}

The file: {"categories": [{"name": "Skincare"}],
           "products": [{"name": "Sunscreen", "description": "SPF 30", "price": 5.5, "category": "Skincare",
                         "variants": [{"size": "100ml", "color": "White", "stock": 50}]}]}
A product without variants takes "stock" itself.
`

const flags = { database: { type: "string" } } as const

const run = async (args: ReadonlyArray<string>): Promise<void> => {
  const { values, positionals } = readFlags(args, flags)
  const [source, ...rest] = positionals
  if (source === undefined) throw new UsageError("Which catalogue? Name a file, demo, or - for standard input")
  noArguments(rest)
  const database = readKeptDatabase(values.database)
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
