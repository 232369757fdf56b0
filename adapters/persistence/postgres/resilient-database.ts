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
 * Retries statements and transactions that failed because of concurrent ones, with backoff: random pauses of growing
 * length. Raises `StoreUnavailable` during an outage. Every port of the store uses this.
 *
 * A transaction of the host is not retried, because only the host can repeat it as a whole. A conflict in it raises
 * `StoreUnavailable`.
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
