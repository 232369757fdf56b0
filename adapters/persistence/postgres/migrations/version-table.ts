import type { Queries } from "../database.ts"
import { unquoted } from "../schema.ts"
import { isUndefinedTable } from "../sql-errors.ts"

/** Creates the schema. Needs the right to create schemas even if the schema exists. */
export const createSchema = (s: string): string => `create schema if not exists ${s}`

/** Creates the table of the applied versions. MikroORM's migrator created it in earlier versions. */
export const createVersionTable = (s: string): string => `create table if not exists ${s}.schema_version (
  id serial primary key,
  name varchar(255),
  executed_at timestamptz default current_timestamp
)`

/** Records versions as applied. */
export const recordVersions = (s: string, versions: ReadonlyArray<string>): string =>
  `insert into ${s}.schema_version (name) values ${versions.map((name) => `('${name}')`).join(", ")}`

/** Creates the schema and the table of versions unless they exist. */
export const ensureVersionTable = async ({ rows }: Queries, s: string): Promise<void> => {
  const find = "select nspname from pg_catalog.pg_namespace where nspname = $1"
  const found = await rows({ name: "", text: find }, [unquoted(s)])
  if (found.length === 0) await rows({ name: "", text: createSchema(s) }, [])
  await rows({ name: "", text: createVersionTable(s) }, [])
}

/** Returns the applied versions, in order. None if the table does not exist. */
export const readVersions = ({ rows }: Queries, s: string): Promise<ReadonlyArray<string>> =>
  rows<{ name: string }>({ name: "schema versions", text: `select name from ${s}.schema_version order by id` }, [])
    .then((found) => found.map(({ name }) => name))
    .catch((error: unknown) => {
      if (isUndefinedTable(error)) return []
      throw error
    })
