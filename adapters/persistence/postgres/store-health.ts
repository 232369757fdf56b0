import { Effect } from "effect"
import { type StoreHealth, StoreNotReady } from "../../../application/ports/store-health.ts"
import type { Database } from "./database.ts"
import { readBacklog } from "./outbox-backlog.ts"
import { requireSchemaVersion, SchemaMismatch } from "./schema-version.ts"

/**
 * Reads the version of the tables, which needs a connection and one short statement. A mismatch that another statement
 * found recently makes the store unready too: the recorded version does not show that a column is missing.
 */
export const makeStoreHealth = (database: Database, recentMismatch: () => SchemaMismatch | null): StoreHealth => ({
  check: () =>
    Effect.tryPromise({
      try: async () => {
        await requireSchemaVersion(database)
        const mismatch = recentMismatch()
        if (mismatch !== null) throw mismatch
      },
      catch: (error) =>
        new StoreNotReady({
          reason: error instanceof SchemaMismatch ? "schema" : "database",
          message: error instanceof Error ? error.message : String(error),
        }),
    }),
  backlog: () => Effect.promise(() => readBacklog(database)),
})
