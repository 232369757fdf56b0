import type { Database } from "./database.ts"
import { isRetryable } from "./sql-errors.ts"

/** Another process wrote something that this transaction depends on. Repeating the transaction sees it. */
export class ConcurrentWrite extends Error {
  override readonly name = "ConcurrentWrite"
}

const ATTEMPTS = 8
const FIRST_PAUSE_MS = 2

/**
 * Repeats a whole transaction that failed because of a concurrent one, a few times with growing, random pauses. A
 * transaction of the host is not repeated: the host must retry it as a whole.
 */
export const retryWithBackoff = async <A>({ isJoined }: Database, work: () => Promise<A>): Promise<A> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const isTransient = isRetryable(error) || error instanceof ConcurrentWrite
      if (isJoined || attempt === ATTEMPTS || !isTransient) throw error
      const pause = Math.random() * FIRST_PAUSE_MS * 2 ** attempt
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}
