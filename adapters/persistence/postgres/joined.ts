import type { HostClient, HostTransaction } from "../host.ts"
import type { Database, Queries, Statement } from "./database.ts"
import { isOutsideTransaction } from "./sql-errors.ts"
import { typeParsers } from "./type-parsers.ts"

/**
 * The statements of the adapter on a transaction of the host's. They go one after the other, each behind a savepoint:
 * one that is refused, such as a name that is taken, leaves the host a transaction that it can go on with.
 */
export const joinedDatabase = (transaction: HostTransaction, schema: string): Database => {
  if (typeof transaction !== "object" || transaction === null || "totalCount" in transaction)
    throw new TypeError(NOT_BEGUN)
  const rows = sender(transaction)
  const send = (text: string): Promise<unknown> => rows({ name: "", text }, [])
  let last: Promise<unknown> = Promise.resolve()

  const guarded = <A>(work: () => Promise<A>): Promise<A> => {
    const done = last.then(async () => {
      await send("savepoint shopwright").catch((error: unknown) => {
        throw isOutsideTransaction(error) ? new Error(NOT_BEGUN, { cause: error }) : error
      })
      try {
        const value = await work()
        await send("release savepoint shopwright")
        return value
      } catch (error) {
        // If the connection is gone, this fails as well. The first error is the one to report.
        await send("rollback to savepoint shopwright")
          .then(() => send("release savepoint shopwright"))
          .catch(() => undefined)
        throw error
      }
    })
    last = done.catch(() => undefined)
    return done
  }

  return {
    schema,
    isJoined: true,
    parallelism: 1,
    lockWaitSeconds: 2,
    rows: (statement, values) => guarded(() => rows(statement, values)),
    transaction: (work) => guarded(() => work({ rows })),
  }
}

const NOT_BEGUN =
  "The transaction must be a client of pg on which BEGIN was sent, or the EntityManager that em.transactional passes."

const sender = (transaction: HostTransaction): Queries["rows"] =>
  "getTransactionContext" in transaction
    ? onContext(transaction.getTransactionContext())
    : async <R extends object>({ text }: Statement, values: ReadonlyArray<unknown>) =>
        (await transaction.query(statementOf(text, values))).rows as ReadonlyArray<R>

// Without a name: the connection is the host's, and so are the names of what is prepared on it.
const statementOf = (text: string, values: ReadonlyArray<unknown>): Parameters<HostClient["query"]>[0] => ({
  text,
  values: [...values],
  types: typeParsers,
})

/** The part of a transaction of MikroORM's query builder that is used. */
interface Context {
  executeQuery(query: unknown): Promise<{ readonly rows: ReadonlyArray<unknown> }>
}

const onContext = (context: unknown): Queries["rows"] => {
  if (!isContext(context))
    throw new Error(
      "The EntityManager is not in a transaction. Pass the one that em.transactional passes to its callback.",
    )
  return async <R extends object>({ text }: Statement, values: ReadonlyArray<unknown>) => {
    // The query builder passes `sql` to pg's client, which accepts a statement with type parsers there.
    const sql = { text, types: typeParsers }
    const query = { query: { kind: "RawNode" }, queryId: { queryId: "shopwright" }, sql, parameters: [...values] }
    return (await context.executeQuery(query)).rows as ReadonlyArray<R>
  }
}

const isContext = (context: unknown): context is Context =>
  typeof context === "object" && context !== null && "executeQuery" in context
