import type { Database } from "./database.ts"
import { isRetryable } from "./sql-errors.ts"

const ATTEMPTS = 8
const FIRST_PAUSE_MS = 2

/**
 * Repeats a whole transaction that lost against others, a few times with growing, random pauses between. Where it is
 * only a part of the host's, the host has to begin again, and soon: it holds locks.
 */
export const retryWithBackoff = async <A>({ isJoined }: Database, work: () => Promise<A>): Promise<A> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (isJoined || attempt === ATTEMPTS || !isRetryable(error)) throw error
      const pause = Math.random() * FIRST_PAUSE_MS * 2 ** attempt
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}
