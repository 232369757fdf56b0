import { Client } from "pg"
import { eventually } from "./load.ts"
import { type Cluster, restart, startCluster, startStandby } from "./postgres-cluster.ts"

/** Runs statements on a connection of their own, and returns the rows. */
export const query = async <R extends object>(url: string, text: string): Promise<ReadonlyArray<R>> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<R>(text)).rows
  } finally {
    await client.end()
  }
}

/** A primary that acknowledges a commit when its standby has it on disk. `ending` receives what removes them. */
export const startPair = async (
  programs: string,
  ending: Array<() => unknown>,
): Promise<{ readonly primary: Cluster; readonly standby: Cluster }> => {
  const first = await startCluster(programs)
  ending.push(first.remove)
  await first.stop()
  const standby = await startStandby(programs, first)
  ending.push(standby.remove)
  const primary = await restart(programs, first, { synchronous_standby_names: "standby" })
  ending.push(primary.crash)
  await eventually("the standby is synchronous", async () => {
    const text = "select from pg_stat_replication where sync_state = 'sync'"
    return (await query(primary.url, text)).length === 1
  })
  return { primary, standby }
}
