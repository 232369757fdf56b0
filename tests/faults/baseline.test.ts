import { Client, Pool } from "pg"
import { afterEach, beforeEach, expect, it } from "vitest"
import { migrateOnHost } from "../../adapters/persistence/postgres/migrate-host.ts"
import { baselineVersions, earlierVersions, versions } from "../../adapters/persistence/postgres/migrations/index.ts"
import { migrate, migrationSql } from "../../composition/index.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { catalogueOf } from "./catalogue.ts"
import { migrateToVersion } from "./old-version.ts"

let databases: ReadonlyArray<Database>
let clients: ReadonlyArray<Client>

beforeEach(async () => {
  databases = await Promise.all([freshDatabase(), freshDatabase()])
  clients = databases.map(({ url }) => new Client({ connectionString: url }))
  await Promise.all(clients.map((client) => client.connect()))
})
afterEach(async () => {
  await Promise.all(clients.map((client) => client.end()))
  await Promise.all(databases.map((database) => database.drop()))
})

/** A database that ran every migration, and one that began with the baseline. */
const both = async () => {
  const [upgraded, fresh] = databases
  const [before, after] = clients
  if (!upgraded || !fresh || !before || !after) throw new Error("there are two databases")
  await migrateToVersion(upgraded.url, 1)
  await migrate({ url: upgraded.url })
  return { fresh, clients: { upgraded: before, fresh: after } }
}

it("creates the same tables from the baseline as from all migrations", async () => {
  const { fresh, clients } = await both()
  expect(await migrate({ url: fresh.url })).toEqual(versions)
  const [upgraded, created] = [await catalogueOf(clients.upgraded), await catalogueOf(clients.fresh)]
  expect(created).toEqual(upgraded)
  const kinds = new Set(created.map(({ kind }) => kind))
  expect(kinds).toEqual(new Set(["table", "column", "constraint", "index", "order of checks", "sequence"]))
})

const contents = [
  "select name from shopwright.schema_version order by id",
  "select last_position from shopwright.outbox",
  "select pg_catalog.length(id) from shopwright.shop",
  `select sequencename, last_value from pg_sequences
    where schemaname = 'shopwright' and sequencename <> 'schema_version_id_seq' order by 1`,
]

it("has the same rows, recorded versions and next ids after both", async () => {
  const { fresh, clients } = await both()
  await migrate({ url: fresh.url })
  for (const text of contents) {
    const expected = (await clients.upgraded.query(text)).rows
    expect(expected.length).toBeGreaterThan(0)
    expect((await clients.fresh.query(text)).rows).toEqual(expected)
  }
})

it("prints the baseline for an empty database, and the SQL creates the same tables", async () => {
  const { fresh, clients } = await both()
  const sql = await migrationSql({ from: "empty" })
  expect(await migrationSql({ url: fresh.url })).toBe(sql)
  expect(sql).not.toMatch(/function|plpgsql|trigger|lock table/i)
  await clients.fresh.query(`begin; ${sql}; commit`)
  expect(await catalogueOf(clients.fresh)).toEqual(await catalogueOf(clients.upgraded))
  expect(await migrate({ url: fresh.url })).toEqual([])
})

it("loads no migration of MikroORM for a new database", async () => {
  const [database] = databases
  const pool = new Pool({ connectionString: database?.url, max: 1 })
  const load = async () => {
    throw new Error("a new database loads the earlier migrations")
  }
  try {
    expect(await migrateOnHost({ pool }, load)).toEqual(versions)
  } finally {
    await pool.end()
  }
})

it("covers the migrations of MikroORM, so that no new database needs them", () => {
  expect(baselineVersions.slice(0, earlierVersions.length)).toEqual(earlierVersions)
  expect(versions.slice(0, baselineVersions.length)).toEqual(baselineVersions)
})
