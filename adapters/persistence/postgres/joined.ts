import type { HostTransaction } from "../host.ts"
import type { Database } from "./database.ts"
import { NOT_BEGUN, queriesOn } from "./host-transaction.ts"
import { isOutsideTransaction } from "./sql-errors.ts"

/**
 * The statements of the adapter on a transaction of the host's. They go one after the other, each behind a savepoint:
 * one that is refused, such as a name that is taken, leaves the host a transaction that it can go on with.
 */
export const joinedDatabase = (
  transaction: HostTransaction,
  { schema, isDistributed }: Pick<Database, "schema" | "isDistributed">,
): Database => {
  const { rows } = queriesOn(transaction)
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
    isDistributed,
    parallelism: 1,
    lockWaitSeconds: 2,
    rows: (statement, values) => guarded(() => rows(statement, values)),
    transaction: (work) => guarded(() => work({ rows })),
  }
}
