import { Effect } from "effect"
import { type StoreHealth, StoreNotReady } from "../../../application/ports/store-health.ts"
import type { Database } from "./database.ts"
import { requireSchemaVersion, SchemaMismatch } from "./schema-version.ts"

/** Reads the version of the tables, which needs a connection and one short statement. */
export const makeStoreHealth = (database: Database): StoreHealth => ({
  check: () =>
    Effect.tryPromise({
      try: () => requireSchemaVersion(database),
      catch: (error) =>
        new StoreNotReady({
          reason: error instanceof SchemaMismatch ? "schema" : "database",
          message: error instanceof Error ? error.message : String(error),
        }),
    }),
})
