import { Pool } from "pg"
import type { HostPool, LentClient } from "../../adapters/persistence/host.ts"

/** A pool of a host that counts the statements it is sent. It never closes idle connections, so it needs no timers. */
export const openCountingPool = (url: string) => {
  const pool = new Pool({ connectionString: url, max: 10, idleTimeoutMillis: 0 })
  let sent = 0
  let inProgress = 0
  const counted = async <A>(work: () => Promise<A>): Promise<A> => {
    sent++
    inProgress++
    try {
      return await work()
    } finally {
      inProgress--
    }
  }
  const counting: HostPool = {
    query: (statement) => counted(() => pool.query(statement)),
    connect: async (): Promise<LentClient> => {
      const client = await pool.connect()
      return {
        query: (statement) => counted(() => client.query(statement)),
        release: (error) => client.release(error),
      }
    },
  }
  return {
    pool: counting,
    sent: () => sent,
    isQuiet: () => inProgress === 0,
    close: () => pool.end(),
  }
}
