import { loadEarlier } from "../../adapters/persistence/mikro-orm/open.ts"
import { openPglite } from "../../adapters/persistence/mikro-orm/pglite.ts"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { unnamed } from "../../adapters/persistence/postgres/database.ts"
import { migrateSchema } from "../../adapters/persistence/postgres/migrate.ts"
import { persistence } from "../../adapters/persistence/postgres/persistence.ts"
import { quoted } from "../../adapters/persistence/postgres/schema.ts"

let opened: ReturnType<typeof openPglite> | undefined
let stores = 0

/**
 * Opens an empty store on PGlite: a schema of its own in the one PGlite of the process. A PGlite takes a second of CPU
 * time to create, a schema takes 0.1.
 */
export const openOnPglite = async (): Promise<Persistence> => {
  opened ??= openPglite("memory://", "unused")
  const { database: shared } = await opened
  const database = { ...shared, schema: quoted(`store_${++stores}`) }
  await migrateSchema(database, loadEarlier)
  const close = async () => void (await shared.rows(unnamed(`drop schema ${database.schema} cascade`), []))
  return persistence(database, close)
}
