import { MAX_FAULTS } from "../../application/catalog/invalid-catalog.ts"
import { plural } from "../../application/plural.ts"
import type { TableCatalog } from "../../composition/catalog-files.ts"
import { loadCatalog, requireCatalog, type WhereIs } from "./catalog-source.ts"
import type { PersistentDatabase } from "./database.ts"
import { CommandFailure } from "./failure.ts"
import { rejectedFile } from "./rejected-file.ts"
import type { Settings } from "./settings/settings.ts"
import { commonOptions } from "./shop-options.ts"

/** Where a file is imported. A dry run checks the file and loads nothing. */
export interface CatalogTarget {
  readonly database: PersistentDatabase
  readonly settings: Settings
  readonly isDryRun: boolean
}

/** Loads a catalogue in the format of catalogue files. */
export const importCatalogOf = async (
  catalog: unknown,
  source: string,
  { database, settings, isDryRun }: CatalogTarget,
  whereIs?: WhereIs,
): Promise<void> => {
  const checked = requireCatalog(catalog, source, settings.value("currency"), whereIs)
  if (isDryRun) return print("would import", checked.products.length, checked.categories.length)
  const { openShop } = await import("../../composition/open-shop.ts")
  const shop = await openShop({ ...commonOptions(settings), database })
  try {
    const { products, categories } = await loadCatalog(shop, catalog, source, whereIs)
    print("imported", products, categories)
  } finally {
    await shop.close()
  }
}

const print = (done: string, products: number, categories: number): void => {
  const loaded = `${plural(products, "product")} in ${plural(categories, "category", "categories")}`
  process.stdout.write(`${done} ${loaded}\n`)
}

/** Loads a catalogue that was made of a table. Faults have the lines of the table. */
export const importTable = async (table: TableCatalog, source: string, target: CatalogTarget): Promise<void> => {
  if (table.faults.length > 0) {
    const listed = table.faults.slice(0, MAX_FAULTS)
    const more = table.faults.length - listed.length
    throw new CommandFailure(rejectedFile(`${source} is not a valid catalogue`, listed, more))
  }
  await importCatalogOf(table.catalog, source, target, table.whereIs)
  for (const note of table.notes) process.stderr.write(`shopwright: ${note}\n`)
}
