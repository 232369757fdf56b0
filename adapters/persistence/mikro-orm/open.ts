import { join } from "node:path"
import type { EntityManager } from "@mikro-orm/core"
import type { Persistence } from "../persistence.ts"
import { makeAccountSecurity } from "./account-security.ts"
import { makeAccounts } from "./accounts.ts"
import { makeCategories, makeProducts } from "./catalog.ts"
import { makeCatalogLoader } from "./catalog-loader.ts"
import type { Database } from "./database.ts"
import { makeEventFeed } from "./event-feed.ts"
import { lockFolder } from "./folder-lock.ts"
import { makeLeftovers } from "./leftovers.ts"
import { applyMigrations, applyMigrationsLocked, requireCurrentSchema } from "./migrate.ts"
import { makeOffers } from "./offers.ts"
import { makeOrderLedger } from "./order-ledger.ts"
import { makeOrders } from "./orders.ts"
import { makeOverdueOrders } from "./overdue-orders.ts"
import { openPglite } from "./pglite.ts"
import { openPostgres } from "./postgres.ts"
import { makeProfiles } from "./profiles.ts"
import { DEFAULT_SCHEMA } from "./schema.ts"
import { makeSessions } from "./sessions.ts"
import { makeSignInAttempts } from "./sign-in-attempts.ts"
import { makeStockBooks } from "./stock-books.ts"

/** Where the shop's tables are: a PostgreSQL server, a folder of an embedded PostgreSQL, or one that is never kept. */
export type DatabaseLocation =
  | { readonly url: string; readonly schema?: string | undefined }
  | { readonly folder: string }
  | { readonly memory: true }

/**
 * Opens the store. An embedded one is brought up to date first and belongs to this process alone (`DatabaseInUse`
 * otherwise); a server's schema must be current already (`SchemaMismatch` otherwise), see {@link migrate}.
 */
export const openMikroOrm = async (location: DatabaseLocation): Promise<Persistence> => {
  if ("url" in location) {
    const { orm, database } = await openPostgres(location.url, location.schema ?? DEFAULT_SCHEMA)
    try {
      await requireCurrentSchema(database)
    } catch (error) {
      await orm.close()
      throw error
    }
    return persistence(orm.em, database, () => orm.close())
  }
  const { orm, database, close } = await openEmbedded(location)
  try {
    await applyMigrations(orm)
    await requireCurrentSchema(database)
  } catch (error) {
    await close()
    throw error
  }
  return persistence(orm.em, database, close)
}

/** Brings a store's tables up to date; returns the versions applied, none where it was current. */
export const migrate = async (location: DatabaseLocation): Promise<ReadonlyArray<string>> => {
  if (!("url" in location)) {
    const { orm, close } = await openEmbedded(location)
    return applyMigrations(orm).finally(close)
  }
  const schema = location.schema ?? DEFAULT_SCHEMA
  const { orm, pool } = await openPostgres(location.url, schema)
  return applyMigrationsLocked(orm, pool, schema).finally(() => orm.close())
}

const openEmbedded = async (location: { readonly folder: string } | { readonly memory: true }) => {
  if ("memory" in location) {
    const { orm, database } = await openPglite("memory://", DEFAULT_SCHEMA)
    return { orm, database, close: () => orm.close() }
  }
  const unlock = await lockFolder(location.folder)
  try {
    const { orm, database } = await openPglite(join(location.folder, "data"), DEFAULT_SCHEMA)
    return { orm, database, close: () => orm.close().finally(unlock) }
  } catch (error) {
    await unlock()
    throw error
  }
}

const persistence = (em: EntityManager, database: Database, close: () => Promise<void>): Persistence => ({
  accounts: makeAccounts(em, database),
  security: makeAccountSecurity(database),
  profiles: makeProfiles(database),
  sessions: makeSessions(database),
  signInAttempts: makeSignInAttempts(database),
  products: makeProducts(database),
  categories: makeCategories(em),
  offers: makeOffers(database),
  catalogLoader: makeCatalogLoader(database),
  orderLedger: makeOrderLedger(database),
  orders: makeOrders(database),
  overdueOrders: makeOverdueOrders(database),
  eventFeed: makeEventFeed(database),
  leftovers: makeLeftovers(database),
  stockBooks: makeStockBooks(database),
  close,
})
