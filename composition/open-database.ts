import type { Persistence } from "../adapters/persistence/persistence.ts"
import { checkDatabaseUrl, looksLikeUrl } from "./database-location.ts"
import type { DatabaseOption } from "./settings.ts"

/** Opens the store of a shop. Imports it on demand, so that a shop in memory loads no database driver. */
export const openPersistence = async (database: DatabaseOption): Promise<Persistence> => {
  checkDatabase(database)
  if (database === "memory") {
    const { openInMemory } = await import("../adapters/persistence/in-memory/in-memory.ts")
    return openInMemory()
  }
  if ("pool" in database || "orm" in database) {
    const { openOnHost } = await import("../adapters/persistence/postgres/open-host.ts")
    return openOnHost(database)
  }
  const { openMikroOrm } = await mikroOrm(database)
  return openMikroOrm(database).catch(explainMissingPackages(database))
}

/**
 * Updates a database to the current schema and returns the applied versions. Does nothing for `memory`. Concurrent
 * processes wait for each other. Uses two connections of a host's pool at once.
 *
 * @example
 * await migrate({ pool, schema: "shop" })
 */
export const migrate = async (database: DatabaseOption): Promise<ReadonlyArray<string>> => {
  checkDatabase(database)
  if (database === "memory") return []
  const adapter = await mikroOrm(database)
  return adapter.migrate(database).catch(explainMissingPackages(database))
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

const mikroOrm = (database: PersistentDatabase) =>
  import("../adapters/persistence/mikro-orm/open.ts").catch(explainMissingPackages(database))

type PersistentDatabase = Exclude<DatabaseOption, "memory">

/** Explains which packages to install if a package for this kind of database is missing. */
const explainMissingPackages =
  (database: PersistentDatabase) =>
  (cause: unknown): never => {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND"
    if (!isMissing) throw cause
    const driver = "folder" in database ? "@mikro-orm/pglite" : "@mikro-orm/postgresql"
    const packages = ["@mikro-orm/core", "@mikro-orm/migrations", driver]
    throw new Error(
      `This database requires packages that are not installed: npm install ${packages.map((name) => `${name}@^7.2.0`).join(" ")}`,
      { cause },
    )
  }
