import type { Database } from "./database.ts"
import { rejectOtherEncoding } from "./encoding.ts"
import { requireSchemaVersion } from "./schema-version.ts"

/**
 * Rejects a database with another encoding than UTF-8, and a schema of another version. Returns the database, which
 * knows whether its tables are distributed. A shop whose tables are distributed later must be opened again.
 */
export const checkedDatabase = async (database: Database): Promise<Database> => {
  const { encoding, has_citus } = await readServer(database)
  rejectOtherEncoding(encoding)
  await requireSchemaVersion(database)
  return { ...database, isDistributed: has_citus === true && (await isDistributed(database)) }
}

interface ServerRow {
  readonly encoding?: string
  /** Whether the database has the catalogue of Citus. */
  readonly has_citus?: boolean
}

const readServer = async ({ rows }: Database): Promise<ServerRow> => {
  const text = `select pg_catalog.current_setting('server_encoding') as encoding,
    pg_catalog.to_regclass('pg_catalog.pg_dist_partition') is not null as has_citus`
  const [row = {}] = await rows<ServerRow>({ name: "server", text }, [])
  return row
}

/** Returns whether Citus holds the stock of the shop in shards. Asks the catalogue of Citus, which must exist. */
const isDistributed = async ({ rows, schema: s }: Database): Promise<boolean> => {
  const text = "select 1 from pg_catalog.pg_dist_partition where logicalrelid = pg_catalog.to_regclass($1)"
  return (await rows({ name: "is distributed", text }, [`${s}.stock_level`])).length > 0
}
