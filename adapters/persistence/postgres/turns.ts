import type { Database } from "./database.ts"
import { expireAfter, overloaded, waitLimit } from "./wait-limit.ts"

interface Ticket {
  readonly since: number
  readonly start: () => void
}

/**
 * Returns a database on which at most `atOnce` statements and transactions run, in the order of their calls. A call that
 * would wait for more than `seconds` is rejected. Otherwise the calls of an overloaded server would wait in the connection
 * pool until their clients have left. Batches are not rejected here: their calls have waited already, and few run at once.
 */
export const withTurns = (database: Database, atOnce: number, seconds: number): Database => {
  const limit = waitLimit(seconds)
  const queue = new Set<Ticket>()
  let running = 0
  database.observer?.queue("connections", () => queue.size)

  const oldest = (): Ticket | undefined => queue.values().next().value

  const turn = (): Promise<void> => {
    if (running < atOnce) {
      running++
      return Promise.resolve()
    }
    const timeLeft = limit.timeLeft()
    if (timeLeft !== null && limit.isFull(oldest())) return Promise.reject(overloaded())
    return new Promise((resolve, reject) => {
      const ticket: Ticket = {
        since: performance.now(),
        start: () => {
          keep()
          resolve()
        },
      }
      const expire = () => {
        queue.delete(ticket)
        reject(overloaded())
      }
      const keep = timeLeft === null ? () => undefined : expireAfter(timeLeft, expire)
      queue.add(ticket)
    })
  }

  const leave = (): void => {
    const next = oldest()
    if (next === undefined) {
      running--
      return
    }
    queue.delete(next)
    next.start()
  }

  const inTurn = async <A>(work: () => Promise<A>): Promise<A> => {
    await turn()
    try {
      return await work()
    } finally {
      leave()
    }
  }

  return {
    ...database,
    rows: (statement, values) => inTurn(() => database.rows(statement, values)),
    transaction: (work, options) => inTurn(() => database.transaction(work, options)),
  }
}
