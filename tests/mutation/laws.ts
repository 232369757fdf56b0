// Run for one mutant in a copy of the project: reports the broken laws, on the domain's functions and on the use cases
// over the store in memory. Prints a JSON list of their names as the last line.
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import type { ShopDriver } from "../../adapters/testing/driver.ts"
import { openDomainDriver } from "../../adapters/testing/drivers/domain.ts"
import { openUseCaseDriver } from "../../adapters/testing/drivers/use-cases.ts"
import { checkLaw } from "../../adapters/testing/law.ts"
import { laws } from "../../adapters/testing/laws/laws.ts"
import { agreesWithPlainCounts } from "../../adapters/testing/laws/plain-counts.ts"
import { keyed } from "../laws/keyed.ts"

// The same examples each time: a mutant is always killed or never.
const parameters = { seed: 20261101, numRuns: 150 }

const drivers: ReadonlyArray<() => Promise<ShopDriver>> = [
  async () => keyed(openDomainDriver()),
  () => openUseCaseDriver(openInMemory()),
]

const broken: Array<string> = []
for (const law of [...laws, agreesWithPlainCounts]) {
  for (const open of drivers) {
    const driver = await open()
    if (!law.appliesTo(driver) || broken.includes(law.name)) continue
    if ((await checkLaw(law, driver, parameters)).outcome !== "held") broken.push(law.name)
  }
}
console.log(JSON.stringify(broken))
