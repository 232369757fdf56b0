import { Migrator } from "@mikro-orm/migrations"
import { MikroORM } from "@mikro-orm/postgresql"
import type { Pool, PoolClient } from "pg"
import type { Database, Queries } from "./database.ts"
import { entities } from "./entities.ts"
import { migrationOptions } from "./migrations/index.ts"
import { guardPool } from "./pool-guard.ts"
import { quoted } from "./schema.ts"

/** Connections of one process. Writes share round trips, so few are enough; a hot row is slower with many. */
const POOL_SIZE = 10

/** A PostgreSQL server through MikroORM's pool. */
export const openPostgres = async (url: string, schema: string) => {
  const orm = await MikroORM.init({
    clientUrl: url,
    // A mistyped name is to be told, not made.
    ensureDatabase: false,
    schema,
    entities,
    extensions: [Migrator],
    migrations: migrationOptions,
    pool: { min: 0, max: POOL_SIZE, idleTimeoutMillis: 30_000 },
    driverOptions: {
      connectionTimeoutMillis: 10_000,
      statement_timeout: 30_000,
      lock_timeout: 20_000,
      idle_in_transaction_session_timeout: 30_000,
      keepAlive: true,
      // No statement here runs long enough to gain from being compiled, which takes longer than most of them run.
      options: "-c jit=off",
      application_name: "shopwright",
      onPoolCreated: guardPool,
    },
  })
  const pool = (await orm.em.getConnection().getNativeClient()) as Pool
  return { orm, pool, database: postgresDatabase(pool, schema) }
}

/** The statements of the adapter over a pool of connections. */
export const postgresDatabase = (pool: Pool, schema: string): Database => ({
  schema: quoted(schema),
  parallelism: 2,
  ...queriesOver(pool),
  transaction: async (work) => {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      await client.query("begin")
      const value = await work(queriesOver(client))
      await client.query("commit")
      return value
    } catch (error) {
      await client.query("rollback").catch((failure: Error) => {
        broken = failure
      })
      throw error
    } finally {
      // A connection that could not even roll back is not used again.
      client.release(broken)
    }
  },
})

const queriesOver = (target: Pool | PoolClient): Queries => ({
  rows: async ({ name, text }, values) =>
    (await target.query<Array<unknown>>({ name, text, values: [...values], rowMode: "array" })).rows,
})
