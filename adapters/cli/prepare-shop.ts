import type { AnyShop } from "../../composition/shop.ts"
import { adminRules, asCommand } from "./admin.ts"
import { loadCatalog, readCatalogFrom } from "./catalog-source.ts"
import type { Settings } from "./settings/settings.ts"
import { servedOptions } from "./shop-options.ts"

/** Creates the admin and loads the catalogue that the variables name. Prints a hint if the shop is empty. */
export const prepare = async (shop: AnyShop, settings: Settings): Promise<void> => {
  const [admin, catalog] = [settings.value("admin"), settings.value("catalog")]
  if (admin !== undefined) {
    const { passwordDiffers } = await asCommand(shop.useCases.ensureAdmin(admin, adminRules), admin)
    if (passwordDiffers)
      process.stderr.write(
        `The admin '${admin.username}' has another password than SHOPWRIGHT_ADMIN says, and keeps it. ` +
          `To change it, stop the server and run "shopwright set-password --login ${admin.username}".\n`,
      )
  }
  if (!(await shop.isEmpty())) return
  if (catalog === undefined) process.stderr.write(hint)
  else await loadCatalog(shop, await readCatalogFrom(catalog), catalog)
}

const hint = `The shop is empty. Start it with
  SHOPWRIGHT_CATALOG=demo          to load the demo catalogue (or a file), and
  SHOPWRIGHT_ADMIN=user:password   to create an admin
or stop it and run "shopwright import demo" and "shopwright create-admin --username NAME".
`

/** Opens the shop, prepares it and closes it. Its keys and pictures are not needed for that. */
export const prepareShop = async (settings: Settings): Promise<void> => {
  const { openShop } = await import("../../composition/open-shop.ts")
  const shop = await openShop({ ...servedOptions(settings), database: settings.value("database") })
  try {
    await prepare(shop, settings)
  } finally {
    await shop.close()
  }
}
