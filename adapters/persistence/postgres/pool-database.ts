import type { HostPool, LentClient } from "../host.ts"
import { arrayLiteral } from "./array-literal.ts"
import { query, withTimeout } from "./client-query.ts"
import type { Database, Queries, Statement } from "./database.ts"
import { breaksConnection, NoConnection } from "./outages.ts"
import { makePreparedStatements, type PreparedStatements } from "./prepared-statements.ts"
import { quoted } from "./schema.ts"
import type { ServerOptions } from "./server-options.ts"
import { completeLimits } from "./time-limits.ts"
import { typeParsers } from "./type-parsers.ts"

/** The statements of the adapter over a pool of connections. Every statement has a result, or fails in time. */
export const postgresDatabase = (pool: HostPool, schema: string, options: ServerOptions = {}): Database => {
  const { statementTimeoutSeconds: seconds, lockWaitSeconds: lockWait, queueTimeoutSeconds } = completeLimits(options)
  const prepared = makePreparedStatements(options.preparedStatements ?? true)
  return {
    schema: quoted(schema),
    isJoined: false,
    isDistributed: false,
    parallelism: 2,
    lockWaitSeconds: lockWait,
    queueTimeoutSeconds,
    rows: (statement, values) =>
      prepared.tolerating(() =>
        withClient(pool, seconds, (client) => queriesOver(client, prepared, seconds).rows(statement, values)),
      ),
    transaction: (work, { isUnlimited = false, lockWaitSeconds = lockWait } = {}) =>
      prepared.tolerating(() =>
        withClient(pool, seconds, (client) =>
          isUnlimited
            ? inTransaction(client, prepared, { seconds: null, begin: BEGIN }, work)
            : inTransaction(client, prepared, { seconds, begin: `${BEGIN}; ${limitLockWait(lockWaitSeconds)}` }, work),
        ),
      ),
  }
}

/** Lends a connection of the pool. One that broke is not given back, but closed. */
const withClient = async <A>(pool: HostPool, seconds: number, work: (client: LentClient) => Promise<A>): Promise<A> => {
  const client = await connect(pool, seconds)
  // Without a listener, a connection that is lost while it is lent ends the process. Its statements fail as well.
  client.on?.("error", ignore)
  let broken = false
  try {
    return await work(client)
  } catch (error) {
    broken = breaksConnection(error)
    throw error
  } finally {
    client.off?.("error", ignore)
    client.release(broken)
  }
}

const ignore = (): void => undefined

const connect = async (pool: HostPool, seconds: number): Promise<LentClient> => {
  const connecting = pool.connect()
  try {
    return await withTimeout(connecting, seconds)
  } catch (error) {
    // A connection that comes too late goes back to the pool.
    connecting.then((client) => client.release(), ignore)
    return noConnection(error)
  }
}

const noConnection = (error: unknown): never => {
  throw new NoConnection(error)
}

/** The isolation is explicit, because the statements rely on it and the server's default may be another. */
const BEGIN = "begin isolation level read committed"

/** Ends with the transaction, as poolers require. */
const limitLockWait = (seconds: number): string => `set local lock_timeout = ${Math.max(1, Math.round(seconds * 1000))}`

const inTransaction = async <A>(
  client: LentClient,
  prepared: PreparedStatements,
  { seconds, begin }: { readonly seconds: number | null; readonly begin: string },
  work: (queries: Queries) => Promise<A>,
): Promise<A> => {
  const send = (text: string): Promise<unknown> => query(client, text, seconds)
  try {
    await send(begin)
    const value = await work(queriesOver(client, prepared, seconds))
    await send("commit")
    return value
  } catch (error) {
    if (!breaksConnection(error)) await send("rollback").catch(noConnection)
    throw error
  }
}

const encoded = (value: unknown): unknown => (Array.isArray(value) ? (arrayLiteral(value) ?? value) : value)

const queriesOver = (client: LentClient, prepared: PreparedStatements, seconds: number | null): Queries => ({
  rows: async <R extends object>(statement: Statement, values: ReadonlyArray<unknown>) => {
    const name = prepared.nameOf(statement)
    const sent = {
      ...(name !== undefined && { name }),
      text: statement.text,
      values: values.map(encoded),
      types: typeParsers,
    }
    return (await query(client, sent, seconds)).rows as ReadonlyArray<R>
  },
})
