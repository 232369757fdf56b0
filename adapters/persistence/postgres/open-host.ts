import type { HostOrm, HostPool } from "../host.ts"
import type { Persistence } from "../persistence.ts"
import { checkedDatabase } from "./checked-database.ts"
import { persistence } from "./persistence.ts"
import { postgresDatabase } from "./pool-database.ts"
import { DEFAULT_SCHEMA } from "./schema.ts"
import type { StoreOptions } from "./server-options.ts"

/** A server to which the host is connected: through its own pool or through its MikroORM. */
export type HostDatabase =
  | { readonly pool: HostPool; readonly schema?: string | undefined }
  | { readonly orm: HostOrm; readonly schema?: string | undefined }

/**
 * Opens the store on a pool of the host, which stays open when the store closes. Loads neither an ORM nor a driver. The
 * schema must be current (`SchemaMismatch` otherwise).
 */
export const openOnHost = async (location: HostDatabase, options?: StoreOptions): Promise<Persistence> => {
  const pool = await poolOf(location)
  const opened = { ...postgresDatabase(pool, location.schema ?? DEFAULT_SCHEMA, options), hostPool: pool }
  const database = await checkedDatabase(opened)
  return persistence(database, async () => undefined, options?.observer)
}

/** Returns the host's pool, or the pool of its MikroORM. */
export const poolOf = async (location: HostDatabase): Promise<HostPool> => {
  if ("pool" in location) return location.pool
  const native = await location.orm.em.getConnection().getNativeClient()
  if (isPool(native)) return native
  throw new Error("`database: { orm }` takes a MikroORM whose driver is @mikro-orm/postgresql.")
}

const isPool = (client: unknown): client is HostPool =>
  typeof client === "object" && client !== null && "connect" in client && "totalCount" in client
