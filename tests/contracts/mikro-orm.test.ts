import { openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { describePersistence } from "../../adapters/testing/contracts/persistence.ts"
import { openOnPglite } from "../support/pglite.ts"
import { onPostgres, openAgainBy } from "./on-postgres.ts"

describePersistence("MikroORM on PGlite", openOnPglite)

const open = (url: string) => openMikroOrm({ url })

describePersistence("MikroORM on PostgreSQL", () => onPostgres(open), { openAgain: openAgainBy(open) })
