import "./patience.ts"
import { Client } from "pg"
import { afterEach, beforeEach, expect, it } from "vitest"
import { versions } from "../../adapters/persistence/postgres/migrations/index.ts"
import { type Books, openBooks } from "../support/books.ts"
import { eventually } from "../support/load.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { shopwright, startServer } from "../support/server-process.ts"

let database: Database
let client: Client
let books: Books

beforeEach(async () => {
  database = await freshDatabase()
  client = new Client({ connectionString: database.url })
  await client.connect()
  books = openBooks(database.url)
})
afterEach(async () => {
  await client.end()
  await books.close()
  await database.drop()
})

it("applies each migration once when two processes migrate at the same time, and both succeed", async () => {
  // Neither passes this point until both have reached it.
  await client.query("begin")
  await client.query("create schema shopwright")
  const migrating = Promise.all([1, 2].map(() => shopwright("migrate", "--database", database.url)))
  const waiting = `select from pg_stat_activity
    where datname = current_database() and application_name = 'shopwright' and wait_event_type = 'Lock'`
  await eventually("both were at it", async () => (await books.rows(waiting)).length === 2)
  await client.query("rollback")

  const ended = await migrating

  expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(Array(2).fill({ code: 0, stderr: "" }))
  const said = ended.map(({ stdout }) => stdout).toSorted()
  expect(said).toEqual([
    versions.map((name) => `applied ${name}\n`).join(""),
    "nothing to do: the tables are up to date\n",
  ])
  expect(await books.rows("select name from shopwright.schema_version order by name")).toEqual(
    versions.map((name) => ({ name })),
  )
})

it("does not serve a database that is not migrated, and names the command", async () => {
  await expect(startServer(database.url)).rejects.toThrow('run "shopwright migrate"')
  // The check wrote nothing.
  expect(await books.rows("select from pg_namespace where nspname = 'shopwright'")).toEqual([])
})

it("does not serve a database of a newer version", async () => {
  await shopwright("migrate", "--database", database.url)
  await books.rows("insert into shopwright.schema_version (name) values ('9999-future')")
  await expect(startServer(database.url)).rejects.toThrow("9999-future")
})

it("does not create a database whose name was mistyped", async () => {
  const mistyped = new URL(database.url)
  mistyped.pathname += "_mistyped"
  const { code, stderr } = await shopwright("migrate", "--database", mistyped.href)
  expect(code).toBe(1)
  expect(stderr).toContain("does not exist")
  expect(await books.rows(`select from pg_database where datname = '${mistyped.pathname.slice(1)}'`)).toEqual([])
})
