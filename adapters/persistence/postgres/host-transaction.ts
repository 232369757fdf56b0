import type { HostClient, HostSql, HostTransaction } from "../host.ts"
import type { Queries, Statement } from "./database.ts"
import { withSqlState } from "./host-errors.ts"
import { rowsOfHost } from "./host-rows.ts"
import { rejectKnownLayers } from "./known-layers.ts"
import { typeParsers } from "./type-parsers.ts"

/** What a transaction of the host may be. */
export const NOT_BEGUN =
  "The transaction must be a client of pg on which BEGIN was sent, the EntityManager that em.transactional passes, or a " +
  "function that runs SQL text with values in an open transaction."

/** Returns how statements are sent in a transaction of the host. Throws TypeError for everything that is none. */
export const queriesOn = (transaction: HostTransaction): Queries => {
  rejectKnownLayers(transaction)
  if (typeof transaction === "function") return through(transaction)
  if (typeof transaction !== "object" || transaction === null) throw new TypeError(NOT_BEGUN)
  if ("getTransactionContext" in transaction) return onContext(transaction.getTransactionContext())
  if (typeof transaction.query !== "function") throw new TypeError(NOT_BEGUN)
  return onClient(transaction)
}

const through = (run: HostSql): Queries => ({
  rows: async <R extends object>({ text }: Statement, values: ReadonlyArray<unknown>) => {
    try {
      return rowsOfHost<R>(await run(text, values))
    } catch (error) {
      throw withSqlState(error)
    }
  },
})

const onClient = (client: HostClient): Queries => ({
  // Without a name: the connection is the host's, and so are the names of what is prepared on it.
  rows: async <R extends object>({ text }: Statement, values: ReadonlyArray<unknown>) => {
    const result = await client.query({ text, values: [...values], types: typeParsers })
    return usedParsers(result) ? (result.rows as ReadonlyArray<R>) : rowsOfHost<R>(result)
  },
})

const INT8 = 20

/** Returns whether the rows were read with `typeParsers`. An object that resembles a client may ignore them. */
const usedParsers = ({ rows, fields }: Awaited<ReturnType<HostClient["query"]>>): boolean =>
  fields?.every(
    ({ name, dataTypeID }) =>
      dataTypeID !== undefined && (dataTypeID !== INT8 || rows.every((row) => typeof Object(row)[name] !== "string")),
  ) ?? false

/** The part of a transaction of MikroORM's query builder that is used. */
interface Context {
  executeQuery(query: unknown): Promise<{ readonly rows: ReadonlyArray<unknown> }>
}

const onContext = (context: unknown): Queries => {
  if (!isContext(context))
    throw new Error(
      "The EntityManager is not in a transaction. Pass the one that em.transactional passes to its callback.",
    )
  return {
    rows: async <R extends object>({ text }: Statement, values: ReadonlyArray<unknown>) => {
      // The query builder passes `sql` to pg's client, which accepts a statement with type parsers there.
      const sql = { text, types: typeParsers }
      const query = { query: { kind: "RawNode" }, queryId: { queryId: "shopwright" }, sql, parameters: [...values] }
      return (await context.executeQuery(query)).rows as ReadonlyArray<R>
    },
  }
}

const isContext = (context: unknown): context is Context =>
  typeof context === "object" && context !== null && "executeQuery" in context
