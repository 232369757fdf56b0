import type * as driver from "@mikro-orm/postgresql"
import type { Pool } from "pg"
import { readDatabaseUrl } from "../database-url.ts"
import { importOptional } from "../optional-package.ts"
import { postgresDatabase } from "../postgres/pool-database.ts"
import type { ServerOptions } from "../postgres/server-options.ts"
import { routeConnections } from "./connection/routed-client.ts"
import { guardPool } from "./pool-guard.ts"

/** Connections of one process. Writes share round trips, so few are enough; a hot row is slower with many. */
const POOL_SIZE = 10

/** Opens a PostgreSQL server through a pool of MikroORM's. `close` ends the pool. */
export const openPostgres = async (url: string, schema: string, options?: ServerOptions) => {
  const settings = readDatabaseUrl(url)
  const { MikroORM } = await importOptional<typeof driver>("@mikro-orm/postgresql")
  const orm = await MikroORM.init({
    // Connections go where the settings say. MikroORM requires a URL as well.
    clientUrl: `postgres://localhost/${encodeURIComponent(settings.database)}`,
    // A mistyped name must be an error, and must not create a database.
    ensureDatabase: false,
    schema,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    pool: { min: 0, max: POOL_SIZE, idleTimeoutMillis: 30_000 },
    driverOptions: {
      user: settings.user,
      password: settings.password,
      database: settings.database,
      connectionTimeoutMillis: settings.connectTimeout * 1000,
      keepAlive: true,
      application_name: settings.applicationName,
      onPoolCreated: (pool: Pool) => {
        guardPool(pool)
        routeConnections(pool, settings)
      },
    },
  })
  const pool = (await orm.em.getConnection().getNativeClient()) as Pool
  const poolCounts = () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount })
  const close = async (): Promise<void> => {
    await orm.close()
    // MikroORM ends only a pool to which it has sent statements itself.
    if (!pool.ending) await pool.end()
  }
  return { database: { ...postgresDatabase(pool, schema, options), connections: POOL_SIZE, poolCounts }, close }
}
