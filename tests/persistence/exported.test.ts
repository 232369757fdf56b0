import { afterAll, beforeAll, expect, it } from "vitest"
import { loadEarlier } from "../../adapters/persistence/mikro-orm/open.ts"
import { openPglite } from "../../adapters/persistence/mikro-orm/pglite.ts"
import { migrateSchema } from "../../adapters/persistence/postgres/migrate.ts"
import { exportFormat, type Field, typeOf } from "../../application/transfer/export-format.ts"

/** The tables and columns that an export omits, and why. */
const excluded: Readonly<Record<string, string>> = {
  account_word: "the servers derive the words before a search",
  product_word: "the servers derive the words before a search",
  "account.is_indexed": "says that the words exist",
  "product.is_indexed": "says that the words exist",
  "product.sort_name": "is written with the words",
  session: "people sign in again",
  refresh_rotation: "people sign in again",
  known_address: "belongs to the protection of sign-ins, and lasts for weeks",
  sign_in_attempt: "belongs to the protection of sign-ins, and lasts for minutes",
  sign_in_turn: "belongs to the protection of sign-ins, and lasts for seconds",
  account_token: "people request another link",
  api_key: "people create new keys, so that a copy of a shop accepts none of the first",
  queued_mail: "people request another link",
  noted_picture: "notes pictures that may be unused in the former storage",
  schema_version: "belongs to the database",
  "shop.is_only_row": "has one value",
  "outbox.is_only_row": "has one value",
}

interface Column {
  readonly table: string
  readonly column: string
  readonly type: string
  readonly nullable: string
}

let columns: ReadonlyArray<Column>
let close: () => Promise<void>

beforeAll(async () => {
  const opened = await openPglite("memory://", "shopwright")
  const { database } = opened
  close = opened.close
  await migrateSchema(database, loadEarlier)
  columns = await database.rows<Column>(
    {
      name: "",
      text: `select table_name as table, column_name as column, data_type as type, is_nullable as nullable
        from information_schema.columns where table_schema = 'shopwright'`,
    },
    [],
  )
})
afterAll(() => close())

const formatOf = (table: string): Readonly<Record<string, Field>> =>
  Object.entries(exportFormat).find(([kind]) => kind === table)?.[1] ?? {}

it("exports every column, or excludes it for a reason", () => {
  const forgotten = columns
    .filter(({ table, column }) => !(table in excluded) && !(`${table}.${column}` in excluded))
    .filter(({ table, column }) => !(column in formatOf(table)))
    .map(({ table, column }) => `${table}.${column}`)
  expect(forgotten, "add them to application/transfer/export-format.ts, or exclude them here").toEqual([])
})

it("exports and excludes no column that does not exist", () => {
  const named = [
    ...Object.entries(exportFormat).flatMap(([kind, fields]) => Object.keys(fields).map((name) => `${kind}.${name}`)),
    ...Object.keys(excluded),
  ]
  const known = columns.flatMap(({ table, column }) => [table, `${table}.${column}`])
  expect(named.filter((name) => !known.includes(name))).toEqual([])
})

const jsonTypes: Readonly<Record<string, ReadonlyArray<string>>> = {
  bigint: ["whole"],
  integer: ["whole"],
  boolean: ["flag"],
  "timestamp with time zone": ["time"],
  date: ["date"],
  json: ["json"],
  jsonb: ["json"],
  text: ["text", "picture"],
  "character varying": ["text"],
}

it("describes the type of every column, and whether it may be null", () => {
  const wrong = columns.flatMap(({ table, column, type, nullable }) => {
    const field = formatOf(table)[column]
    if (field === undefined) return []
    const described = typeOf(field)
    const fits = jsonTypes[type]?.includes(described.type) && described.isNullable === (nullable === "YES")
    return fits ? [] : [`${table}.${column} is ${type}, nullable ${nullable}, and not ${field}`]
  })
  expect(wrong).toEqual([])
})
