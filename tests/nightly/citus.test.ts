import { it } from "vitest"
import { openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { contractNames, describePersistence } from "../../adapters/testing/contracts/persistence.ts"
import { type Citus, distributedDatabase, namedCitus } from "../support/citus.ts"

const open = async (citus: Citus): Promise<Persistence> => {
  const database = await distributedDatabase(citus)
  const store = await openMikroOrm({ url: database.url })
  return { ...store, close: () => store.close().finally(() => database.drop()) }
}

/**
 * Citus commits a transaction over several servers on one after the other, so a reader can see a cancelled order before
 * its stock. The contract of interrupted calls reads both at one moment.
 */
const contractsOf = ({ workers }: Citus) =>
  workers.length === 0 ? contractNames : contractNames.filter((name) => name !== "interruptions")

const citus = namedCitus()
if (citus === null) {
  it("runs the contracts only if CITUS_URL names a Citus coordinator and, after spaces, its workers", () => undefined)
} else {
  describePersistence("Citus", () => open(citus), { timeout: 300_000, only: contractsOf(citus) })
}
