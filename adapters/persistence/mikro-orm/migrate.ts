import type { MikroORM } from "@mikro-orm/postgresql"
import type { HostPool } from "../host.ts"
import type { Queries, Statement } from "../postgres/database.ts"
import { requireUtf8 } from "../postgres/encoding.ts"
import { typeParsers } from "../postgres/type-parsers.ts"

/** Brings the schema up to date and returns the versions applied. */
export const applyMigrations = async (orm: Pick<MikroORM, "migrator">): Promise<ReadonlyArray<string>> =>
  (await orm.migrator.up()).map((migration) => migration.name)

/** The same on a server, one process at a time: others wait, and then find nothing left to do. */
export const applyMigrationsLocked = async (
  orm: Pick<MikroORM, "migrator">,
  pool: HostPool,
  schema: string,
): Promise<ReadonlyArray<string>> => {
  const client = await pool.connect()
  try {
    const rows: Queries["rows"] = async <R extends object>({ text }: Statement, values: ReadonlyArray<unknown>) =>
      (await client.query({ text, values: [...values], types: typeParsers })).rows as ReadonlyArray<R>
    await requireUtf8({ rows })
    await client.query("set lock_timeout = 0; set statement_timeout = 0")
    const lock = "select pg_catalog.pg_advisory_lock(pg_catalog.hashtextextended($1, 0))"
    await rows({ name: "lock migrations", text: lock }, [`shopwright/migrate/${schema}`])
    return await applyMigrations(orm)
  } finally {
    // The lock belongs to the connection: it ends with it.
    client.release(true)
  }
}
