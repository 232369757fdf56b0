import type { Persistence } from "../persistence.ts"
import { inMemoryAccountErasure } from "./account-erasure.ts"
import { inMemoryAccountSearch } from "./account-search.ts"
import { inMemoryAccountSecurity } from "./account-security.ts"
import { inMemoryAccounts } from "./accounts.ts"
import { inMemoryApiKeys } from "./api-keys.ts"
import { inMemoryCategories, inMemoryOffers, inMemoryProducts } from "./catalog.ts"
import { inMemoryCatalogKeys } from "./catalog-keys.ts"
import { inMemoryCatalogLoader } from "./catalog-loader.ts"
import { inMemoryGuestAccounts } from "./guest-accounts.ts"
import { inMemoryInventory } from "./inventory.ts"
import { inMemoryOrderHistory } from "./order-history.ts"
import { inMemoryOrderLedger } from "./order-ledger.ts"
import { inMemoryOrderSearch } from "./order-search.ts"
import { inMemoryOrders } from "./orders.ts"
import { inMemoryOutbox } from "./outbox.ts"
import { inMemoryOverdueOrders } from "./overdue-orders.ts"
import { inMemoryProductEditor } from "./product-editor.ts"
import { inMemoryProductSearch } from "./product-search.ts"
import { inMemoryProfiles } from "./profiles.ts"
import { inMemoryAccountTokens, inMemoryMailQueue } from "./recovery.ts"
import { inMemoryReports } from "./reports.ts"
import { inMemoryRetention } from "./retention.ts"
import { inMemoryRotations } from "./rotations.ts"
import { inMemorySessions } from "./sessions.ts"
import { inMemoryShopCurrency } from "./shop-currency.ts"
import { inMemoryShopIdentity } from "./shop-identity.ts"
import { inMemorySignInAttempts } from "./sign-in-attempts.ts"
import { inMemoryStockAudit } from "./stock-audit.ts"
import { inMemoryStockSearch } from "./stock-search.ts"
import { emptyStore } from "./store.ts"
import { inMemoryStoreHealth } from "./store-health.ts"
import { inMemorySubscribers } from "./subscribers.ts"
import { inMemoryUnusedPictures } from "./unused-pictures.ts"

/**
 * Opens an empty store in memory, for tests and demonstrations. It satisfies the same contract as the database store.
 * Its data is lost when the process ends.
 *
 * @example
 * // Replaces a single port of the store.
 * const store = replacePorts(openInMemory(), { orders: { ledger: orderLedger } })
 */
export const openInMemory = (): Persistence => {
  const store = emptyStore()
  return {
    identity: {
      accounts: inMemoryAccounts(store),
      security: inMemoryAccountSecurity(store),
      profiles: inMemoryProfiles(store),
      sessions: inMemorySessions(store),
      rotations: inMemoryRotations(store),
      attempts: inMemorySignInAttempts(store),
      shopIdentity: inMemoryShopIdentity(),
    },
    catalog: {
      products: inMemoryProducts(store),
      categories: inMemoryCategories(store),
      keys: inMemoryCatalogKeys(store),
      offers: inMemoryOffers(store),
      loader: inMemoryCatalogLoader(store),
      editor: inMemoryProductEditor(store),
      currency: inMemoryShopCurrency(store),
    },
    stock: {
      inventory: inMemoryInventory(store),
      audit: inMemoryStockAudit(store),
    },
    orders: {
      orders: inMemoryOrders(store),
      ledger: inMemoryOrderLedger(store),
      overdue: inMemoryOverdueOrders(store),
      history: inMemoryOrderHistory(store),
    },
    search: {
      accountSearch: inMemoryAccountSearch(store),
      orderSearch: inMemoryOrderSearch(store),
      productSearch: inMemoryProductSearch(store),
      stockSearch: inMemoryStockSearch(store),
    },
    reports: {
      reports: inMemoryReports(store),
    },
    subscribers: {
      subscribers: inMemorySubscribers(store),
    },
    outbox: {
      outbox: inMemoryOutbox(store),
      retention: inMemoryRetention(store),
    },
    pictures: {
      unusedPictures: inMemoryUnusedPictures(store),
    },
    recovery: {
      accountTokens: inMemoryAccountTokens(store),
      mailQueue: inMemoryMailQueue(store),
    },
    apiKeys: {
      apiKeys: inMemoryApiKeys(store),
    },
    erasure: {
      accountErasure: inMemoryAccountErasure(store),
    },
    guests: {
      guestAccounts: inMemoryGuestAccounts(store),
    },
    health: {
      storeHealth: inMemoryStoreHealth(store),
    },
    close: async () => {},
  }
}
