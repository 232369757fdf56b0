import type { HostPool, HostStatement, LentClient } from "../../adapters/persistence/host.ts"

/**
 * Returns a pool on which every statement fails once before it is sent, and COMMIT as well: in turns with a serialization
 * failure (40001) and a deadlock (40P01). `failed` names the statements that have failed.
 */
export const conflictingPool = (pool: HostPool): { readonly pool: HostPool; readonly failed: ReadonlySet<string> } => {
  const failed = new Set<string>()

  const conflictOf = (statement: string | HostStatement): Error | null => {
    const name = typeof statement === "string" ? statement : statement.text
    if (/^(begin|rollback)/.test(name)) return null
    if (failed.has(name)) return null
    failed.add(name)
    const code = failed.size % 2 === 0 ? "40001" : "40P01"
    return Object.assign(new Error(`injected ${code}`), { code })
  }

  const connect = async (): Promise<LentClient> => {
    const client = await pool.connect()
    return {
      query: (statement) => {
        const conflict = conflictOf(statement)
        return conflict === null ? client.query(statement) : Promise.reject(conflict)
      },
      release: (error) => client.release(error),
    }
  }
  return { pool: { connect, query: (statement) => pool.query(statement) }, failed }
}
