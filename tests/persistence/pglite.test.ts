import { PGlite } from "@electric-sql/pglite"
import { expect, it } from "vitest"
import { openPglite, startParams } from "../../adapters/persistence/mikro-orm/pglite.ts"
import { unnamed } from "../../adapters/persistence/postgres/database.ts"

it("the embedded PostgreSQL starts with PGlite's own parameters and a small buffer", () => {
  expect(startParams).toEqual([...PGlite.defaultStartParams, "-c", "shared_buffers=16MB"])
})

it("a new database is a copy of the empty cluster that PGlite's authors publish, and is not made with initdb", async () => {
  const identifier = async () => {
    const { database, close } = await openPglite("memory://", "shopwright")
    const rows = await database.rows(
      unnamed("select system_identifier::text as id from pg_catalog.pg_control_system()"),
      [],
    )
    await close()
    return rows
  }
  expect(await identifier()).toEqual(await identifier())
})
