import type { HostTransaction } from "../adapters/persistence/host.ts"
import type { LoadEarlier } from "../adapters/persistence/postgres/migrations/plan.ts"
import { checkDatabase, explainMissingPackages } from "./check-database.ts"
import { packagesFor } from "./open-database.ts"
import type { DatabaseOption } from "./settings.ts"

/**
 * What to migrate: a database, or a transaction of the host. In a transaction the tables change when the host commits.
 */
export type MigrationTarget =
  | DatabaseOption
  | { readonly transaction: HostTransaction; readonly schema?: string | undefined }

/**
 * Brings a database to the current schema in one transaction, and returns the applied versions. Does nothing for
 * `memory`. Concurrent calls, of other processes too, wait for each other. Uses one connection, and never commits a
 * transaction of the host.
 *
 * @example
 * await migrate({ pool, schema: "shop" })
 */
export const migrate = async (target: MigrationTarget): Promise<ReadonlyArray<string>> => {
  if (!isTransaction(target)) checkDatabase(target)
  if (target === "memory") return []
  if ("url" in target || "folder" in target) {
    const explain = explainMissingPackages(...packagesFor(target))
    const adapter = await import("../adapters/persistence/mikro-orm/open.ts").catch(explain)
    return adapter.migrate(target).catch(explain)
  }
  const { migrateOnHost } = await import("../adapters/persistence/postgres/migrate-host.ts")
  return migrateOnHost(target, loadEarlier)
}

const isTransaction = (target: MigrationTarget): boolean =>
  typeof target === "object" && target !== null && "transaction" in target

/** A database on a PostgreSQL server. */
export type ServerDatabase = Exclude<DatabaseOption, "memory" | { readonly folder: string }>

/**
 * Returns the SQL of the migrations that a server lacks, for a migration tool of the host. Empty if it lacks none. With
 * `from: "empty"`, returns the SQL for an empty database and does not connect. The SQL records the applied versions. It
 * neither begins nor commits a transaction: run it in one.
 *
 * @example
 * const sql = await migrationSql({ url: "postgres://shop@localhost/shop" })
 */
export const migrationSql = async (
  database: ServerDatabase | { readonly from: "empty"; readonly schema?: string | undefined },
): Promise<string> => {
  const host = await import("../adapters/persistence/postgres/migration-sql.ts")
  if ("from" in database) return host.emptySchemaSql(database.schema, loadEarlier)
  checkDatabase(database)
  if (!("url" in database)) return host.pendingSqlOnHost(database, loadEarlier)
  const explain = explainMissingPackages(...packagesFor(database))
  const { pendingSql } = await import("../adapters/persistence/mikro-orm/open.ts").catch(explain)
  return pendingSql(database).catch(explain)
}

const loadEarlier: LoadEarlier = async () => {
  const { earlierMigrations } = await import("../adapters/persistence/mikro-orm/migrations/index.ts")
  return earlierMigrations
}
