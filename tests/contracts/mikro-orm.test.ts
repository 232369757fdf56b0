import { openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { describePersistence } from "../../adapters/testing/contracts/persistence.ts"
import { onPostgres } from "./on-postgres.ts"

describePersistence("MikroORM on PGlite", () => openMikroOrm({ memory: true }), { timeout: 120_000 })

describePersistence("MikroORM on PostgreSQL", () => onPostgres((url) => openMikroOrm({ url })))
