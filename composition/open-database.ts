import type { Persistence } from "../adapters/persistence/persistence.ts"
import { checkDatabaseUrl, looksLikeUrl } from "./database-location.ts"
import type { DatabaseOption } from "./settings.ts"

/** Opens the store of a shop. Imported on demand: a shop in memory loads no database driver. */
export const openPersistence = async (database: DatabaseOption): Promise<Persistence> => {
  checkDatabase(database)
  if (database === "memory") {
    const { openInMemory } = await import("../adapters/persistence/in-memory/in-memory.ts")
    return openInMemory()
  }
  const { openMikroOrm } = await mikroOrm(database)
  return openMikroOrm(database).catch(nameMissing(database))
}

/**
 * Brings a database up to date; returns the versions applied. Nothing to do for `memory`. Processes that come at the
 * same time wait for each other. Of a pool that is lent it takes two connections at once.
 *
 * @example
 * await migrate({ pool, schema: "shop" })
 */
export const migrate = async (database: DatabaseOption): Promise<ReadonlyArray<string>> => {
  checkDatabase(database)
  if (database === "memory") return []
  const adapter = await mikroOrm(database)
  return adapter.migrate(database).catch(nameMissing(database))
}

/** Checks the option for callers without a compiler. No message repeats it, because it may contain a password. */
const checkDatabase = (database: unknown): void => {
  const kinds = ["folder", "url", "pool", "orm"]
  const named = typeof database === "object" && database !== null ? kinds.filter((kind) => kind in database) : []
  if (database !== "memory" && named.length !== 1)
    throw new TypeError('`database` must be "memory", { folder }, { url }, { pool } or { orm }.')
  if (typeof database !== "object" || database === null) return
  if ("folder" in database && looksLikeUrl(String(database.folder)))
    throw new TypeError("`database.folder` looks like a URL. Pass it as { url }, or write ./NAME for a folder.")
  if ("url" in database) checkDatabaseUrl(String(database.url))
}

const mikroOrm = (database: KeptDatabase) =>
  import("../adapters/persistence/mikro-orm/open.ts").catch(nameMissing(database))

type KeptDatabase = Exclude<DatabaseOption, "memory">

/** Says what to install where a package that this kind of database needs is not there. */
const nameMissing =
  (database: KeptDatabase) =>
  (cause: unknown): never => {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND"
    if (!isMissing) throw cause
    const driver = "folder" in database ? "@mikro-orm/pglite" : "@mikro-orm/postgresql"
    const packages = ["@mikro-orm/core", "@mikro-orm/migrations", driver]
    throw new Error(
      `This database needs packages that are not installed: npm install ${packages.map((name) => `${name}@^7.2.0`).join(" ")}`,
      { cause },
    )
  }
