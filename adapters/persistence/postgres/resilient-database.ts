import type { Database } from "./database.ts"
import { outageOf, unavailable } from "./outages.ts"
import { isRetryable } from "./sql-errors.ts"

/** Another process wrote something that this transaction depends on. Repeating the transaction sees it. */
export class ConcurrentWrite extends Error {
  override readonly name = "ConcurrentWrite"
}

const ATTEMPTS = 8
const FIRST_PAUSE_MS = 2

/**
 * Repeats every statement and every transaction that failed because of a concurrent one, a few times with growing,
 * random pauses, and raises `StoreUnavailable` where the database cannot answer. Every port of the store runs on this.
 *
 * A transaction of the host is not repeated, because the host must retry it as a whole: there, a conflict is an outage.
 */
export const resilientDatabase = (database: Database): Database => {
  const { rows, transaction, isJoined } = database

  const retrying = async <A>(work: (isFirst: boolean) => Promise<A>): Promise<A> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(attempt === 1)
      } catch (error) {
        const isTransient = isRetryable(error) || error instanceof ConcurrentWrite
        if (!isTransient) throw outageOf(error) ?? error
        if (isJoined || attempt === ATTEMPTS) throw unavailable(error, 1)
        const pause = Math.random() * FIRST_PAUSE_MS * 2 ** attempt
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    }
  }

  return {
    ...database,
    rows: (statement, values) =>
      retrying((isFirst) =>
        // A statement alone runs at the server's default isolation. A transaction runs at READ COMMITTED.
        isFirst || isJoined ? rows(statement, values) : transaction((queries) => queries.rows(statement, values)),
      ),
    transaction: (work, options) => retrying(() => transaction(work, options)),
  }
}
