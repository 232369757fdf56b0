import fc from "fast-check"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { migrate, openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { describeLaws } from "../../adapters/testing/describe-laws.ts"
import { openDomainDriver } from "../../adapters/testing/drivers/domain.ts"
import { openUseCaseDriver } from "../../adapters/testing/drivers/use-cases.ts"
import { interleaved } from "../laws/interleaved.ts"
import { withoutReading } from "../laws/without.ts"
import { freshDatabase } from "../support/postgres.ts"

// The laws of the unit and integration tests with many more examples. A failure prints the seed that repeats it.
const timeout = 600_000

describeLaws("the domain's functions", async () => openDomainDriver(), {
  without: ["same key, same order", "only admins change status or catalogue", ...withoutReading],
  numRuns: 5000,
  timeout,
})

describeLaws(
  "the use cases in memory, interleaved at random",
  () => {
    const [turns] = fc.sample(fc.infiniteStream(fc.nat(5)), 1)
    if (turns === undefined) throw new Error("no sample")
    return openUseCaseDriver(interleaved(openInMemory(), turns))
  },
  { numRuns: 5000, timeout },
)

describeLaws(
  "the use cases over MikroORM on PostgreSQL",
  async () => {
    const database = await freshDatabase()
    await migrate({ url: database.url })
    const store = await openMikroOrm({ url: database.url })
    const close = () => store.close().finally(() => database.drop())
    return { ...(await openUseCaseDriver(store)), close }
  },
  { numRuns: 500, timeout },
)
