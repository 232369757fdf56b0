import type { Persistence } from "../adapters/persistence/persistence.ts"
import { checkDatabase, explainMissingPackages, type PersistentDatabase } from "./check-database.ts"
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
  const explain = explainMissingPackages(...packagesFor(database))
  const { openMikroOrm } = await import("../adapters/persistence/mikro-orm/open.ts").catch(explain)
  return openMikroOrm(database).catch(explain)
}

/** The packages of MikroORM that open a database. An embedded database of an earlier version also needs `migrations`. */
export const packagesFor = (database: PersistentDatabase): ReadonlyArray<string> => [
  ...["core", "migrations"],
  "folder" in database ? "pglite" : "postgresql",
]
