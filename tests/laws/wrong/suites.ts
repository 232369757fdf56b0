import { describePersistence } from "../../../adapters/testing/contracts/persistence.ts"
import { describeLaws } from "../../../adapters/testing/describe-laws.ts"
import { openUseCaseDriver } from "../../../adapters/testing/drivers/use-cases.ts"
import * as wrong from "./adapters.ts"

// The suites as an adapter's author would run them, on adapters that must not pass. See tests/contracts/wrong-adapters.test.ts.

for (const [name, open] of Object.entries(wrong)) {
  describePersistence(name, open)
  describeLaws(name, async () => openUseCaseDriver(await open()))
}
