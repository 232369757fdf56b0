import { openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { describePersistence } from "../../adapters/testing/contracts/persistence.ts"
import { openOnPglite } from "../support/pglite.ts"
import { onPostgres } from "./on-postgres.ts"

describePersistence("MikroORM on PGlite", openOnPglite)

describePersistence("MikroORM on PostgreSQL", () => onPostgres((url) => openMikroOrm({ url })))
