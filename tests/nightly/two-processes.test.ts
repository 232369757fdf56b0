import { openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { describePersistence } from "../../adapters/testing/contracts/persistence.ts"
import { inTurns } from "../contracts/in-turns.ts"
import { onPostgres } from "../contracts/on-postgres.ts"

describePersistence("MikroORM on PostgreSQL, two processes in turns", () =>
  onPostgres(async (url) => inTurns(await openMikroOrm({ url }), await openMikroOrm({ url }))),
)
