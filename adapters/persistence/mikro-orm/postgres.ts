import { Migrator } from "@mikro-orm/migrations"
import { MikroORM } from "@mikro-orm/postgresql"
import type { Pool } from "pg"
import { readDatabaseUrl } from "../database-url.ts"
import type { HostPool } from "../host.ts"
import { postgresDatabase } from "../postgres/pool-database.ts"
import type { TimeLimits } from "../postgres/time-limits.ts"
import { routeConnections } from "./connection/routed-client.ts"
import { migrationOptions } from "./migrations/index.ts"
import { guardPool } from "./pool-guard.ts"

/** Connections of one process. Writes share round trips, so few are enough; a hot row is slower with many. */
const POOL_SIZE = 10

/** A PostgreSQL server through MikroORM's pool; given one of the host's, through that, which stays the host's. */
export const openPostgres = async (target: string | HostPool, schema: string, limits?: TimeLimits) => {
  const settings = typeof target === "string" ? readDatabaseUrl(target) : undefined
  const orm = await MikroORM.init({
    // Connections go where the settings or the host's pool say. MikroORM requires a URL all the same.
    clientUrl: `postgres://localhost/${encodeURIComponent(settings?.database ?? "lent")}`,
    // A mistyped name must be an error, and must not create a database.
    ensureDatabase: false,
    schema,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: migrationOptions,
    pool: { min: 0, max: POOL_SIZE, idleTimeoutMillis: 30_000 },
    driverOptions: {
      ...(settings && { user: settings.user, password: settings.password, database: settings.database }),
      connectionTimeoutMillis: (settings?.connectTimeout ?? 10) * 1000,
      statement_timeout: 30_000,
      lock_timeout: 20_000,
      idle_in_transaction_session_timeout: 30_000,
      keepAlive: true,
      // No statement here runs long enough to gain from being compiled, which takes longer than most of them run.
      options: ["-c jit=off", settings?.options ?? ""].join(" ").trim(),
      application_name: settings?.applicationName ?? "shopwright",
      onPoolCreated: (pool: Pool) => {
        if (typeof target === "string") guardPool(pool)
        else Object.assign(pool, { connect: () => target.connect(), end: async () => undefined })
        if (settings) routeConnections(pool, settings)
      },
    },
  })
  const pool = (await orm.em.getConnection().getNativeClient()) as Pool
  return { orm, pool, database: postgresDatabase(pool, schema, limits) }
}
