import { openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { describeLaws } from "../../adapters/testing/describe-laws.ts"
import { openUseCaseDriver } from "../../adapters/testing/drivers/use-cases.ts"
import { onPostgres } from "./on-postgres.ts"

describeLaws(
  "the use cases over MikroORM on PostgreSQL",
  async () => {
    const store = await onPostgres((url) => openMikroOrm({ url }))
    return { ...(await openUseCaseDriver(store)), close: store.close }
  },
  { numRuns: 25 },
)
