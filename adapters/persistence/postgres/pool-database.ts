import type { HostPool, LentClient } from "../host.ts"
import { answerInTime } from "./answer-in-time.ts"
import { type Database, PLAN_EACH_TIME, type Queries, type Statement } from "./database.ts"
import { breaksConnection, NoConnection } from "./outages.ts"
import { quoted } from "./schema.ts"
import { completeLimits, type TimeLimits } from "./time-limits.ts"
import { typeParsers } from "./type-parsers.ts"

/** The statements of the adapter over a pool of connections. Every statement has an answer, or fails in time. */
export const postgresDatabase = (pool: HostPool, schema: string, limits?: TimeLimits): Database => {
  const { statementTimeoutSeconds: seconds, lockWaitSeconds: lockWait } = completeLimits(limits)
  return {
    schema: quoted(schema),
    isJoined: false,
    parallelism: 2,
    lockWaitSeconds: lockWait,
    rows: (statement, values) =>
      withClient(pool, seconds, (client) => queriesOver(client, schema, seconds).rows(statement, values)),
    transaction: (work, { isUnlimited = false, lockWaitSeconds = lockWait } = {}) =>
      withClient(pool, seconds, (client) =>
        isUnlimited
          ? inTransaction(client, schema, { seconds: null, begin: BEGIN }, work)
          : inTransaction(client, schema, { seconds, begin: `${BEGIN}; ${limitLockWait(lockWaitSeconds)}` }, work),
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
    return await answerInTime(seconds, connecting)
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
  schema: string,
  { seconds, begin }: { readonly seconds: number | null; readonly begin: string },
  work: (queries: Queries) => Promise<A>,
): Promise<A> => {
  const send = (text: string): Promise<unknown> => answerInTime(seconds, client.query(text))
  try {
    await send(begin)
    const value = await work(queriesOver(client, schema, seconds))
    await send("commit")
    return value
  } catch (error) {
    if (!breaksConnection(error)) await send("rollback").catch(noConnection)
    throw error
  }
}

// A connection of a host may serve two shops: what is prepared on it is named for each.
const queriesOver = (client: LentClient, schema: string, seconds: number | null): Queries => ({
  rows: async <R extends object>({ name, text }: Statement, values: ReadonlyArray<unknown>) => {
    const statement = {
      ...(name !== PLAN_EACH_TIME && { name: `${schema}/${name}` }),
      text,
      values: [...values],
      types: typeParsers,
    }
    return (await answerInTime(seconds, client.query(statement))).rows as ReadonlyArray<R>
  },
})
