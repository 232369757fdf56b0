import { readFileSync } from "node:fs"
import { Client } from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { distribution } from "../../adapters/persistence/postgres/distribution.ts"
import { migrate } from "../../composition/index.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

let database: Database
let client: Client

beforeAll(async () => {
  database = await freshDatabase()
  await migrate({ url: database.url })
  client = new Client({ connectionString: database.url })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const rows = async <R>(text: string) => (await client.query(text)).rows as ReadonlyArray<R>

const columnOf = (table: string): string | null => {
  const chosen = distribution[table]
  return typeof chosen === "object" ? chosen.by : null
}

it("lists every table of the schema, with a column that exists and is never null", async () => {
  const tables = await rows<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'shopwright'",
  )
  expect(tables.map(({ name }) => name).toSorted()).toEqual(Object.keys(distribution).toSorted())
  const columns = await rows<{ name: string }>(`select table_name || '.' || column_name as name
    from information_schema.columns where table_schema = 'shopwright' and is_nullable = 'NO'`)
  const missing = Object.keys(distribution)
    .filter((table) => columnOf(table) !== null)
    .filter((table) => !columns.some(({ name }) => name === `${table}.${columnOf(table)}`))
  expect(missing).toEqual([])
})

interface UniqueIndex {
  readonly name: string
  readonly table: string
  readonly columns: ReadonlyArray<string>
}

it("contains the distribution column in every unique constraint of a distributed table", async () => {
  const indexes = await rows<UniqueIndex>(`
    select i.relname as name, t.relname as table, array(
        select a.attname::text from pg_attribute a where a.attrelid = t.oid and a.attnum = any (x.indkey)
      ) as columns
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where x.indisunique and t.relnamespace = 'shopwright'::regnamespace`)
  expect(indexes.length).toBeGreaterThan(20)
  const wrong = indexes.filter(({ table, columns }) => {
    const column = columnOf(table)
    return column !== null && !columns.includes(column)
  })
  expect(wrong).toEqual([])
})

interface ForeignKey {
  readonly name: string
  readonly from: string
  readonly to: string
  /** Pairs of columns: referencing, referenced. */
  readonly pairs: ReadonlyArray<readonly [string, string]>
}

it("contains the distribution column in every foreign key between distributed tables", async () => {
  const keys = await rows<ForeignKey>(`
    select c.conname as name, f.relname as from, t.relname as to, (
        select json_agg(json_build_array(a.attname, b.attname))
        from unnest(c.conkey, c.confkey) as k (here, there)
        join pg_attribute a on a.attrelid = f.oid and a.attnum = k.here
        join pg_attribute b on b.attrelid = t.oid and b.attnum = k.there
      ) as pairs
    from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
    where c.contype = 'f' and c.connamespace = 'shopwright'::regnamespace`)
  expect(keys.length).toBeGreaterThan(10)
  const wrong = keys.filter(({ from, to, pairs }) => {
    if (distribution[to] === "reference") return false
    if (distribution[to] === "local") return true
    return !pairs.some(([here, there]) => here === columnOf(from) && there === columnOf(to))
  })
  expect(wrong).toEqual([])
})

it("has a statement in the documentation for every table that is not local", () => {
  const page = readFileSync(new URL("../../docs/sharding.md", import.meta.url), "utf8")
  const missing = Object.entries(distribution)
    .filter(([, chosen]) => chosen !== "local")
    .map(([table, chosen]) =>
      chosen === "reference"
        ? `create_reference_table('shopwright.${table}')`
        : `create_distributed_table('shopwright.${table}', '${columnOf(table)}'`,
    )
    .filter((statement) => !page.includes(statement))
  expect(missing).toEqual([])
})

it("drops and adds again, in the documentation, exactly the foreign keys between distributed tables", async () => {
  const page = readFileSync(new URL("../../docs/sharding.md", import.meta.url), "utf8")
  const changes = [...page.matchAll(/^alter table shopwright\.\w+ (drop|add) constraint (\w+)[^;]*;/gm)]
  const definitions = () =>
    rows(`select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
      from pg_constraint where contype = 'f' and connamespace = 'shopwright'::regnamespace order by 1, 2`)
  const before = await definitions()
  const between = await rows<{ name: string; from: string; to: string }>(`
    select c.conname as name, f.relname as from, t.relname as to
    from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
    where c.contype = 'f' and c.connamespace = 'shopwright'::regnamespace`)
  const expected = between.flatMap(({ name, from, to }) =>
    columnOf(from) !== null && columnOf(to) !== null ? [name] : [],
  )
  for (const kind of ["drop", "add"])
    expect(changes.flatMap(([, what, name]) => (what === kind ? [name] : [])).toSorted()).toEqual(expected.toSorted())
  for (const [statement] of changes) await client.query(statement)
  expect(await definitions()).toEqual(before)
})
