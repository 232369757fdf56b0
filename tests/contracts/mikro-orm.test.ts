import { migrate, openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { describePersistence } from "../../adapters/testing/contracts/persistence.ts"
import { freshDatabase } from "../support/postgres.ts"
import { inTurns } from "./in-turns.ts"

/** A store over a database of its own, which is dropped when the store closes. */
const onPostgres = async (open: (url: string) => Promise<Persistence>): Promise<Persistence> => {
  const database = await freshDatabase()
  await migrate({ url: database.url })
  const store = await open(database.url)
  return { ...store, close: () => store.close().finally(() => database.drop()) }
}

describePersistence("MikroORM on PGlite", () => openMikroOrm({ memory: true }), { timeout: 120_000 })

describePersistence("MikroORM on PostgreSQL", () => onPostgres((url) => openMikroOrm({ url })))

describePersistence("MikroORM on PostgreSQL, two processes in turns", () =>
  onPostgres(async (url) => inTurns(await openMikroOrm({ url }), await openMikroOrm({ url }))),
)
