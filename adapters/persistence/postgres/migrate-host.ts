import type { HostClient, HostEntityManager, HostOrm, HostPool, HostTransaction, LentClient } from "../host.ts"
import { joinedDatabase } from "./joined.ts"
import { migrateSchema } from "./migrate.ts"
import type { LoadEarlier } from "./migrations/plan.ts"
import { type HostDatabase, poolOf } from "./open-host.ts"
import { postgresDatabase } from "./pool-database.ts"
import { DEFAULT_SCHEMA, quoted } from "./schema.ts"
import { sentOnce } from "./server-options.ts"
import { isOutsideTransaction } from "./sql-errors.ts"

/** What a host can pass to migrate: its database, or a transaction that it commits itself. */
export type HostTarget = HostDatabase | { readonly transaction: HostTransaction; readonly schema?: string | undefined }

/**
 * Migrates on one connection of the host. In a transaction of the host, the tables change when the host commits: in the
 * given one, in that of the EntityManager, or in one that the pool's connection is in.
 */
export const migrateOnHost = async (target: HostTarget, load: LoadEarlier): Promise<ReadonlyArray<string>> => {
  const schema = target.schema ?? DEFAULT_SCHEMA
  const join = (transaction: HostTransaction) =>
    migrateSchema(joinedDatabase(transaction, { schema: quoted(schema), isDistributed: false }), load)
  if ("transaction" in target) return join(target.transaction)
  if ("orm" in target && isTransactional(target.orm.em)) return join(target.orm.em)
  const client = await (await poolOf(target)).connect()
  const lent = lendOnce(client)
  try {
    if (await isInTransaction(client)) return await join(client)
    return await migrateSchema(postgresDatabase(lent.pool, schema, sentOnce), load)
  } finally {
    client.release(lent.broken())
  }
}

/** Whether the EntityManager is in a transaction, as in the callback of `em.transactional`. */
const isTransactional = (em: HostOrm["em"]): em is HostOrm["em"] & HostEntityManager =>
  em.getTransactionContext?.() !== undefined

/** Asks the server, because the pool of a host may lend a connection in a transaction. */
const isInTransaction = async (client: HostClient): Promise<boolean> => {
  try {
    await client.query("savepoint shopwright")
  } catch (error) {
    if (isOutsideTransaction(error)) return false
    throw error
  }
  await client.query("release savepoint shopwright")
  return true
}

/** A pool of one connection that stays borrowed, and the error with which it has to be released. */
const lendOnce = (client: LentClient) => {
  let broken: Error | boolean | undefined
  const query: HostClient["query"] = (statement) => client.query(statement)
  const release: LentClient["release"] = (error) => {
    broken = error
  }
  const pool: HostPool = { query, connect: async () => ({ query, release }) }
  return { pool, broken: () => broken }
}
