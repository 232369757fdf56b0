import { MikroORM } from "@mikro-orm/pglite"
import { afterAll, beforeAll, expect, it } from "vitest"
import { loadEarlier } from "../../adapters/persistence/mikro-orm/open.ts"
import { openPglite } from "../../adapters/persistence/mikro-orm/pglite.ts"
import { shopEntities } from "../../adapters/persistence/mikro-orm/shop-entities.ts"
import { migrateSchema } from "../../adapters/persistence/postgres/migrate.ts"

// PGlite takes a few seconds to start and needs no server, so `npm run check` runs this.
let opened: Awaited<ReturnType<typeof openPglite>>
let described: MikroORM

beforeAll(async () => {
  opened = await openPglite("memory://", "shopwright")
  await migrateSchema(opened.database, loadEarlier)
  described = await MikroORM.init({ dbName: "memory://", entities: Object.values(shopEntities()) })
})
afterAll(async () => {
  await described?.close()
  await opened?.close()
})

interface Column {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly primary: boolean
}

/** Returns one name for types with the same values. The migrations decide the length of texts and the precision of times. */
const kindOf = (type: string): string => {
  const name = type.replace(/\(\d+\)/, "")
  const names: Readonly<Record<string, string>> = {
    int: "integer",
    varchar: "text",
    "character varying": "text",
    timestamptz: "timestamp with time zone",
  }
  return names[name] ?? name
}

const mapped = (): ReadonlyArray<Column> =>
  [...described.getMetadata().getAll().values()].flatMap(({ tableName, props }) =>
    props.map((property) => ({
      table: tableName,
      name: property.fieldNames.join(),
      type: kindOf(property.columnTypes.join()),
      nullable: property.nullable === true,
      primary: property.primary === true,
    })),
  )

const migrated = async (): Promise<ReadonlyArray<Column>> => {
  const columns = await opened.orm.em.getConnection().execute<Array<Column>>(
    `select c.table_name as table, c.column_name as name, c.data_type as type, c.is_nullable = 'YES' as nullable,
      exists (
        select from information_schema.table_constraints t
        join information_schema.key_column_usage k using (constraint_schema, constraint_name)
        where t.constraint_type = 'PRIMARY KEY' and k.table_schema = c.table_schema
          and k.table_name = c.table_name and k.column_name = c.column_name
      ) as primary
    from information_schema.columns c
    where c.table_schema = 'shopwright' and c.table_name <> 'schema_version'`,
  )
  return columns.map((column) => ({ ...column, type: kindOf(column.type) }))
}

const sorted = (columns: ReadonlyArray<Column>) =>
  columns.toSorted((a, b) => `${a.table}.${a.name}`.localeCompare(`${b.table}.${b.name}`))

it("maps exactly the columns that the migrations create, with the same type and nullability", async () => {
  const columns = await migrated()
  expect(columns.length).toBeGreaterThan(40)
  expect(sorted(mapped())).toEqual(sorted(columns))
})
