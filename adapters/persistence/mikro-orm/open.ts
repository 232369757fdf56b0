import { join } from "node:path"
import type { ShopIdentity } from "../../../application/ports/shop-identity.ts"
import type { StorePorts } from "../../../application/ports/store-ports.ts"
import type { HostOrm, HostPool } from "../host.ts"
import type { Persistence } from "../persistence.ts"
import { makeAccountSecurity } from "./account-security.ts"
import { makeAccounts } from "./accounts.ts"
import { makeCategories, makeProducts } from "./catalog.ts"
import { makeCatalogLoader } from "./catalog-loader.ts"
import type { Database } from "./database.ts"
import { type FolderLock, lockFolder } from "./folder/folder-lock.ts"
import { makePrivateFolder, requireUnshared } from "./folder/private-folder.ts"
import { makeInventory } from "./inventory.ts"
import { joinedDatabase } from "./joined.ts"
import { applyMigrations, applyMigrationsLocked, requireCurrentSchema } from "./migrate.ts"
import { makeOffers } from "./offers.ts"
import { makeOrderLedger } from "./order-ledger.ts"
import { makeOrders } from "./orders.ts"
import { makeOutbox } from "./outbox.ts"
import { makeOverdueOrders } from "./overdue-orders.ts"
import { makeProfiles } from "./profiles.ts"
import { makeRetention } from "./retention.ts"
import { makeRotations } from "./rotations.ts"
import { DEFAULT_SCHEMA } from "./schema.ts"
import { makeSessions } from "./sessions.ts"
import { makeShopIdentity } from "./shop-identity.ts"
import { makeSignInAttempts } from "./sign-in-attempts.ts"
import { makeStockAudit } from "./stock-audit.ts"

/** A server that the host is connected to already. */
export type HostDatabase =
  | { readonly pool: HostPool; readonly schema?: string | undefined }
  | { readonly orm: HostOrm; readonly schema?: string | undefined }

/** Where the shop's tables are: a PostgreSQL server, a folder of an embedded PostgreSQL, or one that is never kept. */
export type DatabaseLocation =
  | { readonly url: string; readonly schema?: string | undefined }
  | HostDatabase
  | { readonly folder: string }
  | { readonly memory: true }

/**
 * Opens the store. An embedded one is brought up to date first and belongs to this process alone (`DatabaseInUse`
 * otherwise); a server's schema must be current already (`SchemaMismatch` otherwise), see {@link migrate}.
 */
export const openMikroOrm = async (location: DatabaseLocation): Promise<Persistence> => {
  if ("pool" in location || "orm" in location) {
    const { postgresDatabase } = await import("./postgres.ts")
    const database = postgresDatabase(await poolOf(location), location.schema ?? DEFAULT_SCHEMA)
    await requireCurrentSchema(database)
    return persistence(database, async () => undefined)
  }
  if ("url" in location) {
    const { openPostgres } = await import("./postgres.ts")
    const { orm, database } = await openPostgres(location.url, location.schema ?? DEFAULT_SCHEMA)
    try {
      await requireCurrentSchema(database)
    } catch (error) {
      await orm.close()
      throw error
    }
    return persistence(database, () => orm.close())
  }
  const { orm, database, close } = await openEmbedded(location)
  try {
    await applyMigrations(orm)
    await requireCurrentSchema(database)
  } catch (error) {
    await close()
    throw error
  }
  return persistence(database, close)
}

/** Brings a store's tables up to date; returns the versions applied, none where it was current. */
export const migrate = async (location: DatabaseLocation): Promise<ReadonlyArray<string>> => {
  if ("folder" in location || "memory" in location) {
    const { orm, close } = await openEmbedded(location)
    return applyMigrations(orm).finally(close)
  }
  const schema = location.schema ?? DEFAULT_SCHEMA
  const { openPostgres } = await import("./postgres.ts")
  const target = "url" in location ? location.url : await poolOf(location)
  const { orm, pool } = await openPostgres(target, schema)
  return applyMigrationsLocked(orm, pool, schema).finally(() => orm.close())
}

/** The pool that a host lends, be it its own or its ORM's. */
const poolOf = async (location: HostDatabase): Promise<HostPool> => {
  if ("pool" in location) return location.pool
  const native = await location.orm.em.getConnection().getNativeClient()
  if (isPool(native)) return native
  throw new Error("`database: { orm }` takes a MikroORM whose driver is @mikro-orm/postgresql.")
}

const isPool = (client: unknown): client is HostPool =>
  typeof client === "object" && client !== null && "connect" in client && "totalCount" in client

const openEmbedded = async (location: { readonly folder: string } | { readonly memory: true }) => {
  const { openPglite } = await import("./pglite.ts")
  if ("memory" in location) {
    const { orm, database } = await openPglite("memory://", DEFAULT_SCHEMA)
    return { orm, database, close: () => orm.close() }
  }
  const lock = await lockFolder(location.folder)
  try {
    const data = join(location.folder, "data")
    await requireUnshared(location.folder)
    await makePrivateFolder(data)
    const { orm, database } = await openPglite(data, DEFAULT_SCHEMA)
    return { orm, database: whileHeld(database, lock), close: () => orm.close().finally(lock.release) }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Sends no statement any more once another process has taken the folder. */
const whileHeld = (database: Database, { assertHeld }: FolderLock): Database => ({
  ...database,
  rows: async (statement, values) => {
    assertHeld()
    return database.rows(statement, values)
  },
  transaction: async (work) => {
    assertHeld()
    return database.transaction(work)
  },
})

const persistence = (database: Database, close: () => Promise<void>): Persistence => {
  const shopIdentity = makeShopIdentity(database)
  return {
    ...portsOver(database, shopIdentity),
    // On one connection: an embedded database has none to join, for it has one in all.
    ...(database.parallelism > 1 && {
      withTransaction: (transaction) => ({
        ...portsOver(joinedDatabase(transaction, database.schema), shopIdentity),
        close: async () => undefined,
      }),
    }),
    close,
  }
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
    offers: makeOffers(database),
    loader: makeCatalogLoader(database),
  },
  stock: {
    inventory: makeInventory(database),
    audit: makeStockAudit(database),
  },
  orders: {
    orders: makeOrders(database),
    ledger: makeOrderLedger(database),
    overdue: makeOverdueOrders(database),
  },
  outbox: {
    outbox: makeOutbox(database),
    retention: makeRetention(database),
  },
})
