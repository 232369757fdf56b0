import { type ContractName, describePersistence } from "../../../adapters/testing/contracts/persistence.ts"
import { describeLaws } from "../../../adapters/testing/describe-laws.ts"
import { openUseCaseDriver } from "../../../adapters/testing/drivers/use-cases.ts"
import * as wrong from "./adapters.ts"
import { keysForgotten, keysInMemory, localTimes, reusedIds, twoWrites } from "./lasting.ts"

// The suites as an adapter's author would run them, on adapters that must not pass. See tests/nightly/wrong-adapters.test.ts.

/** The adapters that break one contract only, which takes less time than all contracts and laws. */
const narrow: { readonly [Name in keyof typeof wrong]?: ReadonlyArray<ContractName> } = {
  truncatedKey: ["similarTexts"],
  caseInsensitiveKey: ["similarTexts"],
  truncatedFingerprint: ["similarTexts"],
  accentInsensitiveNames: ["similarTexts"],
  cappedPages: ["orderLists"],
  wholeHours: ["outbox"],
  lateEvents: ["outbox"],
}

for (const [name, open] of Object.entries(wrong)) {
  const only = narrow[name as keyof typeof wrong]
  describePersistence(name, open, only === undefined ? {} : { only })
  if (only === undefined) describeLaws(name, async () => openUseCaseDriver(await open()))
}

describePersistence("twoWrites", twoWrites, { only: ["interruptions"] })
describePersistence("localTimes", localTimes, { only: ["clockChanges"] })
describePersistence("reusedIds", reusedIds, { only: ["ids"] })
describePersistence("keysInMemory", keysInMemory, { only: ["reopening"], openAgain: keysForgotten })
