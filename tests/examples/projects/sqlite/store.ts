import type { Persistence } from "shopwright/ports"
import { sqliteAccountSecurity } from "./account-security.ts"
import { sqliteAccounts } from "./accounts.ts"
import { sqliteCategories, sqliteOffers, sqliteProducts } from "./catalog.ts"
import { sqliteCatalogKeys } from "./catalog-keys.ts"
import { sqliteCatalogLoader } from "./catalog-loader.ts"
import { openDatabase } from "./database.ts"
import { sqliteInventory } from "./inventory.ts"
import { sqliteOrderLedger } from "./order-ledger.ts"
import { sqliteOrderHistory, sqliteOrders, sqliteOverdueOrders } from "./orders.ts"
import { sqliteOutbox } from "./outbox.ts"
import { sqliteProductEditor } from "./product-editor.ts"
import { sqliteProfiles } from "./profiles.ts"
import { sqliteRetention } from "./retention.ts"
import { sqliteRotations } from "./rotations.ts"
import { sqliteSessions } from "./sessions.ts"
import { sqliteShopCurrency, sqliteShopIdentity } from "./shop-identity.ts"
import { sqliteSignInAttempts } from "./sign-in-attempts.ts"
import { sqliteStockAudit } from "./stock-audit.ts"
import { makeTables } from "./tables.ts"

/**
 * Opens a shop's store in a SQLite file, and creates the file if it is missing. `:memory:` is lost when it is closed.
 *
 * @example
 * const store = openSqlite("shop.sqlite")
 * const shop = await openShop({ database: "memory", modules: [persistenceModule(store)] })
 */
export const openSqlite = (path: string): Persistence => {
  const db = openDatabase(path)
  makeTables(db)
  return {
    identity: {
      accounts: sqliteAccounts(db),
      security: sqliteAccountSecurity(db),
      profiles: sqliteProfiles(db),
      sessions: sqliteSessions(db),
      rotations: sqliteRotations(db),
      attempts: sqliteSignInAttempts(db),
      shopIdentity: sqliteShopIdentity(db),
    },
    catalog: {
      products: sqliteProducts(db),
      categories: sqliteCategories(db),
      keys: sqliteCatalogKeys(db),
      offers: sqliteOffers(db),
      loader: sqliteCatalogLoader(db),
      editor: sqliteProductEditor(db),
      currency: sqliteShopCurrency(db),
    },
    stock: {
      inventory: sqliteInventory(db),
      audit: sqliteStockAudit(db),
    },
    orders: {
      orders: sqliteOrders(db),
      ledger: sqliteOrderLedger(db),
      overdue: sqliteOverdueOrders(db),
      history: sqliteOrderHistory(db),
    },
    outbox: {
      outbox: sqliteOutbox(db),
      retention: sqliteRetention(db),
    },
    close: async () => db.close(),
  }
}
