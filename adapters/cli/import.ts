import { loadCatalog, readCatalogFrom, requireCatalog } from "./catalog-source.ts"
import { type Call, type Command, noArguments } from "./command.ts"
import { persistentDatabase } from "./database.ts"
import { UsageError } from "./failure.ts"
import { plural } from "./plural.ts"
import { commonOptions } from "./shop-options.ts"

const format = `The file's format:
  {"categories": [{"name": "Skincare"}],
   "products": [{"name": "Sunscreen", "description": "SPF 30", "price": 5.5, "category": "Skincare",
                 "variants": [{"size": "100ml", "color": "White", "stock": 50}]}]}
A product without variants has its own "stock".`

const run = async ({ positionals: [source, ...rest], settings: read }: Call): Promise<void> => {
  if (source === undefined) throw new UsageError("The catalogue is missing: name a file, demo, or - for standard input")
  noArguments(rest)
  const settings = await read()
  const database = persistentDatabase(settings)
  const catalog = await readCatalogFrom(source)
  requireCatalog(catalog, source)
  const { openShop } = await import("../../composition/open-shop.ts")
  const shop = await openShop({ ...commonOptions(settings), database })
  try {
    const { products, categories } = await loadCatalog(shop.useCases, catalog, source)
    const loaded = `${plural(products, "product")} in ${plural(categories, "category", "categories")}`
    process.stdout.write(`imported ${loaded}\n`)
  } finally {
    await shop.close()
  }
}

export const importCatalog: Command = {
  summary: "load a catalogue from a file, or the demo catalogue",
  synopsis: " FILE|demo|-",
  about: `Loads a catalogue completely or not at all: a JSON file, the demo catalogue, or JSON from standard input. Existing
categories are reused. Products are always added, so importing a file twice adds its products twice.`,
  notes: () => format,
  scope: "every command",
  flags: [],
  words: ["demo"],
  run,
}
