import type { ShopIdentity } from "../../../application/ports/shop-identity.ts"
import type { StorePorts } from "../../../application/ports/store-ports.ts"
import type { HostTransaction } from "../host.ts"
import type { Persistence } from "../persistence.ts"
import { makeAccountErasure } from "./account-erasure.ts"
import { makeAccountLoader } from "./account-loader.ts"
import { makeAccountSearch } from "./account-search.ts"
import { makeAccountSecurity } from "./account-security.ts"
import { makeAccountTokens } from "./account-tokens.ts"
import { makeAccounts } from "./accounts.ts"
import { makeApiKeys } from "./api-keys.ts"
import { makeCategories, makeProducts } from "./catalog.ts"
import { makeCatalogKeys } from "./catalog-keys.ts"
import { makeCatalogLoader } from "./catalog-loader.ts"
import type { Database } from "./database.ts"
import { makeGuestAccounts } from "./guest-accounts.ts"
import { makeInventory } from "./inventory.ts"
import { joinedDatabase } from "./joined.ts"
import { makeMailQueue } from "./mail-queue.ts"
import { observedDatabase, observedStatements } from "./observed-database.ts"
import { makeOffers } from "./offers.ts"
import { makeOrderHistory } from "./order-history.ts"
import { makeOrderLedger } from "./order-ledger.ts"
import { makeOrderSearch } from "./order-search.ts"
import { makeOrders } from "./orders.ts"
import { makeOutbox } from "./outbox.ts"
import { makeOverdueOrders } from "./overdue-orders.ts"
import { makeProductEditor } from "./product-editor.ts"
import { makeProductSearch } from "./product-search.ts"
import { makeProfiles } from "./profiles.ts"
import { makeReports } from "./reports.ts"
import { resilientDatabase } from "./resilient-database.ts"
import { makeRetention } from "./retention.ts"
import { makeRotations } from "./rotations.ts"
import { guardSchema } from "./schema-guard.ts"
import { makeSessions } from "./sessions.ts"
import { makeShopCurrency } from "./shop-currency.ts"
import { makeShopIdentity } from "./shop-identity.ts"
import { makeShopTransfer } from "./shop-transfer.ts"
import { makeSignInAttempts } from "./sign-in-attempts.ts"
import { makeStockAudit } from "./stock-audit.ts"
import { makeStockSearch } from "./stock-search.ts"
import { makeStoreHealth } from "./store-health.ts"
import type { StoreObserver } from "./store-observer.ts"
import { makeSubscribers } from "./subscribers.ts"
import { withTurns } from "./turns.ts"
import { makeUnusedPictures, notingOutside } from "./unused-pictures.ts"

/** The store over an open database. The observer watches it if telemetry is on. */
export const persistence = (
  unobserved: Database,
  close: () => Promise<void>,
  observer?: StoreObserver,
): Persistence => {
  const opened = observer === undefined ? unobserved : observedDatabase(unobserved, observer)
  const joined = (transaction: HostTransaction): Database => {
    const database = joinedDatabase(transaction, opened)
    return observer === undefined ? database : observedStatements(database, observer)
  }
  const guarded = guardSchema(bounded(opened))
  const database = resilientDatabase(guarded.database)
  const shopIdentity = makeShopIdentity(database)
  const unusedPictures = makeUnusedPictures(database)
  return {
    ...portsOver(database, shopIdentity),
    // Overload does not make a shop unready: load balancers would move its load to the others.
    health: { storeHealth: makeStoreHealth(resilientDatabase(opened), guarded.recentMismatch) },
    pictures: { unusedPictures },
    // Not bounded, because its transaction takes as long as the copy.
    transfer: { shopTransfer: makeShopTransfer(opened), accountLoader: makeAccountLoader(database) },
    // On one connection: an embedded database has none to join, for it has one in all.
    ...(database.parallelism > 1 && {
      withTransaction: (transaction) => ({
        ...portsOver(resilientDatabase(guardSchema(joined(transaction)).database), shopIdentity),
        pictures: { unusedPictures: notingOutside(unusedPictures) },
        close: async () => undefined,
      }),
    }),
    close,
  }
}

/** Limits the waiting for connections of the shop's own pool. */
const bounded = (database: Database): Database => {
  const { connections, queueTimeoutSeconds } = database
  if (connections === undefined || queueTimeoutSeconds === undefined) return database
  return withTurns(database, connections, queueTimeoutSeconds)
}

const portsOver = (database: Database, shopIdentity: ShopIdentity): StorePorts => ({
  identity: {
    accounts: makeAccounts(database),
    security: makeAccountSecurity(database),
    profiles: makeProfiles(database),
    sessions: makeSessions(database),
    rotations: makeRotations(database),
    attempts: makeSignInAttempts(database),
    shopIdentity,
  },
  catalog: {
    products: makeProducts(database),
    categories: makeCategories(database),
    keys: makeCatalogKeys(database),
    offers: makeOffers(database),
    loader: makeCatalogLoader(database),
    editor: makeProductEditor(database),
    currency: makeShopCurrency(database),
  },
  stock: {
    inventory: makeInventory(database),
    audit: makeStockAudit(database),
  },
  orders: {
    orders: makeOrders(database),
    ledger: makeOrderLedger(database),
    overdue: makeOverdueOrders(database),
    history: makeOrderHistory(database),
  },
  search: {
    accountSearch: makeAccountSearch(database),
    orderSearch: makeOrderSearch(database),
    productSearch: makeProductSearch(database),
    stockSearch: makeStockSearch(database),
  },
  reports: {
    reports: makeReports(database),
  },
  recovery: {
    accountTokens: makeAccountTokens(database),
    mailQueue: makeMailQueue(database),
  },
  apiKeys: {
    apiKeys: makeApiKeys(database),
  },
  erasure: {
    accountErasure: makeAccountErasure(database),
  },
  guests: {
    guestAccounts: makeGuestAccounts(database),
  },
  subscribers: {
    subscribers: makeSubscribers(database),
  },
  outbox: {
    outbox: makeOutbox(database),
    retention: makeRetention(database),
  },
})
