import { existsSync } from "node:fs"
import { join } from "node:path"
import type { PGlite, Transaction } from "@electric-sql/pglite"
import type * as prepopulated from "@electric-sql/pglite-prepopulatedfs"
import type * as driver from "@mikro-orm/pglite"
import { importOptional } from "../optional-package.ts"
import type { Database, Queries, Statement } from "../postgres/database.ts"
import { quoted } from "../postgres/schema.ts"

const settings = [
  // As PGlite's default.
  ...["search_path=public", "exit_on_error=false", "log_checkpoints=false", "max_worker_processes=0"],
  ...["max_parallel_workers=0", "max_parallel_workers_per_gather=0", "io_method=sync"],
  "max_parallel_maintenance_workers=0",
  // The operating system caches the files of the folder as well. With PGlite's 128 MB, a process takes 180 MB more.
  "shared_buffers=16MB",
]

/** The parameters with which PGlite starts PostgreSQL. They replace its own. */
export const startParams: Array<string> = [
  "--single",
  "-F",
  "-O",
  "-j",
  ...settings.flatMap((setting) => ["-c", setting]),
]

/** What PGlite reads of a Blob. MikroORM copies its options, and a copied Blob cannot be read. */
type Archive = Pick<Blob, "type" | "arrayBuffer">

/**
 * Returns the option with which PGlite creates a database as a copy of an empty one, in half the time of PostgreSQL's
 * `initdb`. Where the package is not installed, there is no such option, and PGlite runs `initdb`. The package requires
 * exactly the version of PGlite that it was made with.
 */
const emptyCluster = async (dataDir: string): Promise<{ readonly loadDataDir?: Archive }> => {
  if (existsSync(join(dataDir, "PG_VERSION"))) return {}
  try {
    const { dataDir: archive } = await importOptional<typeof prepopulated>("@electric-sql/pglite-prepopulatedfs")
    const blob = await archive()
    return { loadDataDir: { type: "application/gzip", arrayBuffer: () => blob.arrayBuffer() } }
  } catch {
    return {}
  }
}

/** Opens PostgreSQL inside this process, kept in a folder; `memory://` keeps nothing. `close` shuts it down. */
export const openPglite = async (dataDir: string, schema: string) => {
  const { MikroORM } = await importOptional<typeof driver>("@mikro-orm/pglite")
  const orm = await MikroORM.init({
    dbName: dataDir,
    schema,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    driverOptions: { startParams, ...(await emptyCluster(dataDir)) },
  })
  const pglite = (await orm.em.getConnection().getNativeClient()) as PGlite
  const close = async (): Promise<void> => {
    await orm.close()
    // MikroORM closes only what it has sent statements to itself.
    if (!pglite.closed) await pglite.close()
  }
  return { orm, database: pgliteDatabase(pglite, schema), close }
}

const pgliteDatabase = (pglite: PGlite, schema: string): Database => ({
  schema: quoted(schema),
  // One connection: everything queues anyway.
  isJoined: false,
  isDistributed: false,
  parallelism: 1,
  lockWaitSeconds: 2,
  ...queriesOver(pglite),
  transaction: (work) => pglite.transaction((transaction) => work(queriesOver(transaction))),
})

const queriesOver = (target: PGlite | Transaction): Queries => ({
  rows: async <R extends object>({ text }: Statement, values: ReadonlyArray<unknown>) =>
    (await target.query<R>(text, [...values])).rows,
})
