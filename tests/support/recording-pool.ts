import type { Pool } from "pg"
import type { HostPool, HostStatement, LentClient } from "../../adapters/persistence/host.ts"

/** A pool that records what it sends, in order. Each entry is one round trip to the server. */
export interface RecordingPool {
  readonly pool: HostPool
  /** Returns what was sent since the last call. */
  readonly taken: () => ReadonlyArray<string | HostStatement>
}

export const recordingPool = (pool: Pool): RecordingPool => {
  let sent: Array<string | HostStatement> = []
  const recorded = <S extends string | HostStatement>(statement: S): S => {
    sent.push(statement)
    return statement
  }
  const connect = async (): Promise<LentClient> => {
    const client = await pool.connect()
    return {
      query: (statement) => client.query(recorded(statement)),
      release: (error) => client.release(error),
    }
  }
  return {
    pool: { connect, query: (statement) => pool.query(recorded(statement)) },
    taken: () => {
      const before = sent
      sent = []
      return before
    },
  }
}

/** The name of a statement without the digest of its text, or the first word of a statement without a name. */
export const nameOf = (statement: string | HostStatement): string => {
  if (typeof statement === "string") return statement.split(" ")[0] ?? ""
  return statement.name?.replace(/ [0-9a-f]{16}$/, "") ?? statement.text.trim().split(" ")[0] ?? ""
}
