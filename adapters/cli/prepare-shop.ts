import type { AnyShop } from "../../composition/shop.ts"
import { operator } from "../../domain/account/actor.ts"
import { usernameKey } from "../../domain/account/identifier.ts"
import { type Admin, adminRules, asCommand } from "./admin.ts"
import { loadCatalog, readCatalogFrom } from "./catalog-source.ts"
import { explain } from "./failure.ts"
import type { Settings } from "./settings/settings.ts"
import { servedOptions } from "./shop-options.ts"

/** A shop that can be served. */
export interface PreparedShop {
  /** Waits until the password of an admin that existed before was compared. */
  readonly finish: () => Promise<void>
}

/**
 * Creates the admin and loads the catalogue that the variables name. Prints a hint if the shop is empty. A comparison of
 * passwords takes as long as a sign-in, so the start of a server does not wait for the one of an existing admin.
 */
export const prepare = async (shop: AnyShop, settings: Settings): Promise<PreparedShop> => {
  const [admin, catalog] = [settings.value("admin"), settings.value("catalog")]
  const exists = admin !== undefined && (await isActiveAdmin(shop, admin))
  const ensured = admin === undefined ? Promise.resolve() : ensureAdmin(shop, admin)
  if (!exists) await ensured
  const compared = ensured.catch((error: unknown) => {
    process.stderr.write(
      `The password in SHOPWRIGHT_ADMIN was not compared with the stored one: ${explain(error).text}\n`,
    )
  })
  if (await shop.isEmpty()) {
    if (catalog === undefined) process.stderr.write(hint)
    else await loadCatalog(shop, await readCatalogFrom(catalog), catalog)
  }
  return { finish: () => compared }
}

const isActiveAdmin = async (shop: AnyShop, { username }: Admin): Promise<boolean> => {
  const found = await shop.searchAccounts(operator, { text: username, isAdmin: true, isActive: true, limit: 100 })
  return found.ok && found.value.accounts.some(({ account }) => account.username === usernameKey(username))
}

const ensureAdmin = async (shop: AnyShop, admin: Admin): Promise<void> => {
  const { passwordDiffers } = await asCommand(shop.useCases.ensureAdmin(admin, adminRules), admin)
  if (passwordDiffers)
    process.stderr.write(
      `The admin '${admin.username}' has another password than SHOPWRIGHT_ADMIN says, and keeps it. ` +
        `To change it, stop the server and run "shopwright set-password --login ${admin.username}".\n`,
    )
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
    const { finish } = await prepare(shop, settings)
    await finish()
  } finally {
    await shop.close()
  }
}
