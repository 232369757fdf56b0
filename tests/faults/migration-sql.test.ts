import { MikroORM } from "@mikro-orm/postgresql"
import { Client, Pool } from "pg"
import { afterEach, beforeEach, expect, it } from "vitest"
import { versions } from "../../adapters/persistence/postgres/migrations/index.ts"
import { migrate, migrationSql, openShop } from "../../composition/index.ts"
import { operator } from "../../domain/account/actor.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { shopwright } from "../support/server-process.ts"
import { migrateToVersion } from "./old-version.ts"

let database: Database
let client: Client

beforeEach(async () => {
  database = await freshDatabase()
  client = new Client({ connectionString: database.url })
  await client.connect()
})
afterEach(async () => {
  await client.end()
  await database.drop()
})

const applied = async () =>
  (await client.query<{ name: string }>("select name from shopwright.schema_version order by id")).rows.map(
    ({ name }) => name,
  )

/** Runs SQL as migration tools do: in one transaction of theirs. */
const runAsTool = async (sql: string) => {
  await client.query("begin")
  await client.query(sql)
  await client.query("commit")
}

/** Opens the shop and repeats the audit of `shopwright doctor`. */
const expectWorkingShop = async () => {
  await using shop = await openShop({ database: { url: database.url }, passwordCost: 4 })
  const soap = { name: "Soap", description: "", price: "3.00", category: "Tools", stock: 5 }
  await shop.importCatalog(operator, { categories: [{ name: "Tools" }], products: [soap] })
  const { code, stdout } = await shopwright("doctor", "--database", database.url)
  expect({ code, stdout }).toEqual({ code: 0, stdout: "all stock levels match the orders and movements\n" })
}

it("prints SQL for an empty database, which a migration tool can run in its transaction", async () => {
  const { code, stdout } = await shopwright("migrate", "--print", "--all")
  expect(code).toBe(0)
  await runAsTool(stdout)
  expect(await applied()).toEqual(versions)
  await expectWorkingShop()
  expect(await migrate({ url: database.url })).toEqual([])
})

it.each([1, 6, 9, 12])("prints the SQL that a database of version %d lacks", async (version) => {
  await migrateToVersion(database.url, version)
  await client.query("insert into shopwright.account (username, password_hash) values ('ann', 'hash')")
  const { stdout } = await shopwright("migrate", "--print", "--database", database.url)
  expect(await applied()).toHaveLength(version)
  await runAsTool(stdout)
  expect(await applied()).toEqual(versions)
  await expectWorkingShop()
  const again = await shopwright("migrate", "--print", "--database", database.url)
  expect(again.stdout).toBe("-- Nothing to do: the tables are up to date.\n")
})

it("returns the same SQL for a pool, and the SQL of another schema", async () => {
  await migrateToVersion(database.url, 9)
  const pool = new Pool({ connectionString: database.url, max: 1 })
  try {
    expect(await migrationSql({ pool })).toBe(await migrationSql({ url: database.url }))
    await runAsTool(await migrationSql({ from: "empty", schema: 'a "shop"' }))
    expect(await migrate({ pool, schema: 'a "shop"' })).toEqual([])
  } finally {
    await pool.end()
  }
})

it("migrates over a pool of one connection", async () => {
  const pool = new Pool({ connectionString: database.url, max: 1, connectionTimeoutMillis: 2000 })
  try {
    expect(await migrate({ pool })).toEqual(versions)
    expect(pool.idleCount).toBe(1)
    expect(await migrate({ pool })).toEqual([])
  } finally {
    await pool.end()
  }
})

it("changes nothing until the host commits its transaction on a client", async () => {
  const host = new Client({ connectionString: database.url })
  await host.connect()
  try {
    await host.query("begin")
    expect(await migrate({ transaction: host })).toEqual(versions)
    expect(await migrate({ transaction: host })).toEqual([])
    await host.query("rollback")
    await expect(applied()).rejects.toThrow("does not exist")
    await expect(migrate({ transaction: host })).rejects.toThrow("BEGIN")
    await host.query("begin")
    await migrate({ transaction: host })
    await host.query("commit")
    expect(await applied()).toEqual(versions)
  } finally {
    await host.end()
  }
})

it("does not commit a transaction in which a pool lends its connection", async () => {
  const pool = new Pool({ connectionString: database.url, max: 1 })
  try {
    await pool.query("begin")
    expect(await migrate({ pool })).toEqual(versions)
    await pool.query("rollback")
    await expect(applied()).rejects.toThrow("does not exist")
  } finally {
    await pool.end()
  }
})

it.each(["orm", "transaction"] as const)("joins em.transactional given as { %s }", async (kind) => {
  const options = { entities: [], discovery: { warnWhenNoEntities: false }, pool: { min: 0, max: 1 } }
  const orm = await MikroORM.init({ clientUrl: database.url, ...options })
  const undone = new Error("the host changed its mind")
  const migrateIn = (keep: boolean) =>
    orm.em.fork().transactional(async (em) => {
      expect(await migrate(kind === "orm" ? { orm } : { transaction: em })).toEqual(versions)
      if (!keep) throw undone
    })
  try {
    await expect(migrateIn(false)).rejects.toBe(undone)
    await expect(applied()).rejects.toThrow("does not exist")
    await migrateIn(true)
    expect(await applied()).toEqual(versions)
  } finally {
    await orm.close()
  }
})

it("leaves a schema of a newer version alone", async () => {
  await migrate({ url: database.url })
  await client.query("insert into shopwright.schema_version (name) values ('9999-future')")
  await expect(migrate({ url: database.url })).rejects.toThrow("run the newer program")
})
