import type { Database } from "./database.ts"
import { isRefusedStatement } from "./sql-errors.ts"

/** Which transactions a server shows as committed. */
export interface Snapshot {
  /** Tells servers and their restarts apart: numbers of transactions are compared on one of them only. */
  readonly server: string
  /** `xmin:xmax:xip_list`. Two equal texts of one server mean that no transaction committed in between. */
  readonly text: string
}

/**
 * Whether the server can tell what changed since a snapshot. Only PostgreSQL itself is asked further: systems that speak
 * its protocol, and clusters that spread the tables over several servers, have the same functions with other meanings.
 */
export const tracksChanges = async (database: Database): Promise<boolean> => {
  const [version] = await database.rows({ name: "server version", text: "select pg_catalog.version()" }, [])
  if (!/^PostgreSQL [\d.]+(beta\d+|rc\d+)?( |,)/.test(String(version?.[0]))) return false
  try {
    const text = `select not exists (select from pg_catalog.pg_extension where extname = 'citus')
      and pg_catalog.pg_current_snapshot() is not null and pg_catalog.age('3'::xid) is not null`
    const [row] = await database.rows({ name: "tracks changes", text }, [])
    return row?.[0] === true
  } catch (error) {
    if (isRefusedStatement(error)) return false
    throw error
  }
}

/** Reads what the server shows at present, and nothing else. */
export const readSnapshot = async (database: Database): Promise<Snapshot> => {
  const text = "select pg_catalog.pg_postmaster_start_time()::text, pg_catalog.pg_current_snapshot()::text"
  const [row] = await database.rows({ name: "snapshot", text }, [])
  return { server: String(row?.[0]), text: String(row?.[1]) }
}

/** How many transactions may have begun between two snapshots of one server. */
export const distance = (from: Snapshot, to: Snapshot): bigint => bounds(to.text).xmax - bounds(from.text).xmin

const bounds = (text: string): { readonly xmin: bigint; readonly xmax: bigint } => {
  const [xmin = "", xmax = ""] = text.split(":", 2)
  return { xmin: BigInt(xmin), xmax: BigInt(xmax) }
}
