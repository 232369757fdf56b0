import { readFileSync } from "node:fs"
import { Client } from "pg"
import { migrate } from "../../adapters/persistence/mikro-orm/open.ts"
import { createDatabase, type Database, execute } from "./postgres-server.ts"

/** The servers of a Citus cluster: the coordinator, and workers that hold the shards. Without workers it holds them. */
export interface Citus {
  readonly coordinator: string
  readonly workers: ReadonlyArray<string>
}

/**
 * Returns the cluster that `CITUS_URL` names: the URL of the coordinator, and those of its workers after it, separated by
 * spaces. Each server needs `shared_preload_libraries = citus`, and a user who may create databases and extensions.
 */
export const namedCitus = (): Citus | null => {
  const [coordinator, ...workers] = (process.env.CITUS_URL ?? "").split(/\s+/).filter((url) => url !== "")
  return coordinator === undefined ? null : { coordinator, workers }
}

/** Returns the statements of docs/sharding.md that distribute the tables of a shop. */
const distributingStatements = (): ReadonlyArray<string> => {
  const page = readFileSync(new URL("../../docs/sharding.md", import.meta.url), "utf8")
  const [, rest = ""] = page.split("```sql\n")
  const [block = ""] = rest.split("```")
  return block.split(/;\s*\n/).filter((statement) => statement.trim() !== "")
}

/** Creates a database on each server of a cluster, and the tables of a shop in it, distributed by docs/sharding.md. */
export const distributedDatabase = async ({ coordinator, workers }: Citus): Promise<Database> => {
  const database = await createDatabase(coordinator)
  const name = new URL(database.url).pathname.slice(1)
  for (const worker of workers) {
    await execute(worker, `create database ${name} template template0`)
    await execute(onDatabase(worker, name), "create extension citus")
  }
  await execute(database.url, "create extension citus")
  await migrate({ url: database.url })
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    const { hostname, port } = new URL(coordinator)
    await client.query("select citus_set_coordinator_host($1, $2)", [hostname, Number(port)])
    if (workers.length === 0)
      await client.query("select citus_set_node_property($1, $2, 'shouldhaveshards', true)", [hostname, Number(port)])
    for (const worker of workers.map((url) => new URL(url)))
      await client.query("select citus_add_node($1, $2)", [worker.hostname, Number(worker.port)])
    // Fewer than the default of 32, because each test of an empty store creates the shards of all tables.
    await client.query("set citus.shard_count = 4")
    for (const statement of distributingStatements()) await client.query(statement)
  } finally {
    await client.end()
  }
  return {
    url: database.url,
    drop: async () => {
      await database.drop()
      for (const worker of workers) await execute(worker, `drop database if exists ${name} with (force)`)
    },
  }
}

const onDatabase = (server: string, name: string): string => {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
