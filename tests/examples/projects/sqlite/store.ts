import type { Persistence } from "shopwright/ports"
import { sqliteAccountSecurity } from "./account-security.ts"
import { sqliteAccounts } from "./accounts.ts"
import { sqliteCategories, sqliteOffers, sqliteProducts } from "./catalog.ts"
import { sqliteCatalogLoader } from "./catalog-loader.ts"
import { openDatabase } from "./database.ts"
import { sqliteInventory } from "./inventory.ts"
import { sqliteOrderLedger } from "./order-ledger.ts"
import { sqliteOrders, sqliteOverdueOrders } from "./orders.ts"
import { sqliteOutbox } from "./outbox.ts"
import { sqliteProfiles } from "./profiles.ts"
import { sqliteRetention } from "./retention.ts"
import { sqliteRotations } from "./rotations.ts"
import { sqliteSessions } from "./sessions.ts"
import { sqliteSignInAttempts } from "./sign-in-attempts.ts"
import { sqliteStockAudit } from "./stock-audit.ts"
import { makeTables } from "./tables.ts"

/**
 * Opens a shop's store in a SQLite file, which is made where it is not there; `:memory:` is gone when it is closed.
 *
 * @example
 * const store = openSqlite("shop.sqlite")
 * const shop = await openShop({ database: "memory", modules: [persistenceModule(store)] })
 */
export const openSqlite = (path: string): Persistence => {
  const db = openDatabase(path)
  makeTables(db)
  return {
    accounts: sqliteAccounts(db),
    security: sqliteAccountSecurity(db),
    profiles: sqliteProfiles(db),
    sessions: sqliteSessions(db),
    rotations: sqliteRotations(db),
    signInAttempts: sqliteSignInAttempts(db),
    products: sqliteProducts(db),
    categories: sqliteCategories(db),
    offers: sqliteOffers(db),
    catalogLoader: sqliteCatalogLoader(db),
    inventory: sqliteInventory(db),
    orderLedger: sqliteOrderLedger(db),
    orders: sqliteOrders(db),
    overdueOrders: sqliteOverdueOrders(db),
    outbox: sqliteOutbox(db),
    retention: sqliteRetention(db),
    stockAudit: sqliteStockAudit(db),
    close: async () => db.close(),
  }
}
