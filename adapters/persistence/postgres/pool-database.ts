import type { HostClient, HostPool } from "../host.ts"
import { type Database, PLAN_EACH_TIME, type Queries, type Statement } from "./database.ts"
import { quoted } from "./schema.ts"
import { typeParsers } from "./type-parsers.ts"

/** The statements of the adapter over a pool of connections. */
export const postgresDatabase = (pool: HostPool, schema: string): Database => ({
  schema: quoted(schema),
  isJoined: false,
  parallelism: 2,
  ...queriesOver(pool, schema),
  transaction: async (work) => {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      await client.query("begin")
      const value = await work(queriesOver(client, schema))
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

// A connection of a host may serve two shops: what is prepared on it is named for each.
const queriesOver = (target: HostClient, schema: string): Queries => ({
  rows: async <R extends object>({ name, text }: Statement, values: ReadonlyArray<unknown>) => {
    const statement = {
      ...(name !== PLAN_EACH_TIME && { name: `${schema}/${name}` }),
      text,
      values: [...values],
      types: typeParsers,
    }
    return (await target.query(statement)).rows as ReadonlyArray<R>
  },
})
