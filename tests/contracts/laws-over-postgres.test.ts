import { migrate, openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { describeLaws } from "../../adapters/testing/describe-laws.ts"
import { openUseCaseDriver } from "../../adapters/testing/drivers/use-cases.ts"
import { freshDatabase } from "../support/postgres.ts"

describeLaws(
  "the use cases over MikroORM on PostgreSQL",
  async () => {
    const database = await freshDatabase()
    await migrate({ url: database.url })
    const store = await openMikroOrm({ url: database.url })
    const close = () => store.close().finally(() => database.drop())
    return { ...(await openUseCaseDriver(store)), close }
  },
  { numRuns: 25 },
)
