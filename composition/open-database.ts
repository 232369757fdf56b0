import type { Persistence } from "../adapters/persistence/persistence.ts"
import type { StoreOptions } from "../adapters/persistence/postgres/server-options.ts"
import type { TimeLimits } from "../adapters/persistence/postgres/time-limits.ts"
import { checkDatabase, explainMissingPackages, type PersistentDatabase } from "./check-database.ts"
import type { DatabaseOption } from "./settings.ts"
import { sharedStore } from "./shared-folders.ts"

/** Opens the store of a shop. Imports it on demand, so that a shop in memory loads no database driver. */
export const openPersistence = async (database: DatabaseOption, options: StoreOptions): Promise<Persistence> => {
  checkDatabase(database)
  checkLimits(options)
  if (database === "memory") {
    const { openInMemory } = await import("../adapters/persistence/in-memory/in-memory.ts")
    return openInMemory()
  }
  if ("pool" in database || "orm" in database) {
    const { openOnHost } = await import("../adapters/persistence/postgres/open-host.ts")
    return openOnHost(database, options)
  }
  const explain = explainMissingPackages(...packagesFor(database))
  const { openMikroOrm } = await import("../adapters/persistence/mikro-orm/open.ts").catch(explain)
  const open = () => openMikroOrm(database, options).catch(explain)
  return "folder" in database ? sharedStore(database.folder, open) : open()
}

/** The packages of MikroORM that open a database. */
export const packagesFor = (database: PersistentDatabase): ReadonlyArray<string> => [
  "core",
  "folder" in database ? "pglite" : "postgresql",
]

/** The longest limit, in seconds: one day. */
const MAX_SECONDS = 86_400

const checkLimits = ({ statementTimeoutSeconds, lockWaitSeconds, queueTimeoutSeconds }: TimeLimits): void => {
  for (const [name, seconds] of Object.entries({ statementTimeoutSeconds, lockWaitSeconds, queueTimeoutSeconds }))
    if (seconds !== undefined && !(seconds > 0 && seconds <= MAX_SECONDS))
      throw new RangeError(`${name} must be a number of seconds above 0 and at most ${MAX_SECONDS}, not ${seconds}.`)
}
