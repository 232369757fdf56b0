import { migrate, openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { freshDatabase } from "../support/postgres.ts"
import { describePersistence } from "./persistence.ts"

describePersistence("MikroORM on PGlite", () => openMikroOrm({ memory: true }), { timeout: 120_000 })

describePersistence("MikroORM on PostgreSQL", async () => {
  const database = await freshDatabase()
  await migrate({ url: database.url })
  const store = await openMikroOrm({ url: database.url })
  return { ...store, close: () => store.close().finally(() => database.drop()) }
})
