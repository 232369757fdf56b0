import type { Law } from "../law.ts"
import { allOrNothing } from "./all-or-nothing.ts"
import { cancelUndoesPlace } from "./cancel-undoes-place.ts"
import { conservationOfStock } from "./conservation-of-stock.ts"
import { finalStatesStayFinal } from "./final-states-stay-final.ts"
import { linesDoNotMatter } from "./lines-do-not-matter.ts"
import { noOverselling } from "./no-overselling.ts"
import { onlyLegalSteps } from "./only-legal-steps.ts"
import { sameKeySameOrder } from "./same-key-same-order.ts"
import { totalIsSumOfSnapshots } from "./total-is-sum-of-snapshots.ts"

/**
 * The laws of orders and stock. Each law catches faults that no other law catches.
 *
 * @example
 * const driver = openDomainDriver()
 * for (const law of laws) if (law.appliesTo(driver)) await assertLaw(law, driver)
 */
export const laws: ReadonlyArray<Law> = [
  conservationOfStock,
  allOrNothing,
  cancelUndoesPlace,
  onlyLegalSteps,
  finalStatesStayFinal,
  totalIsSumOfSnapshots,
  linesDoNotMatter,
  sameKeySameOrder,
  noOverselling,
]
