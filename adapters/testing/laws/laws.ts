import type { Law } from "../law.ts"
import { adjustmentsAreSnapshots } from "./adjustments-are-snapshots.ts"
import { allOrNothing } from "./all-or-nothing.ts"
import { archivedIsNotSold } from "./archived-is-not-sold.ts"
import { cancelUndoesPlace } from "./cancel-undoes-place.ts"
import { conservationOfStock } from "./conservation-of-stock.ts"
import { finalStatesStayFinal } from "./final-states-stay-final.ts"
import { guestsOrderLikeAccounts } from "./guests-order-like-accounts.ts"
import { historyAddsUp } from "./history-adds-up.ts"
import { invalidOrdersAreRefused } from "./invalid-orders-are-refused.ts"
import { isLinearizableShop } from "./linearizable.ts"
import { linesDoNotMatter } from "./lines-do-not-matter.ts"
import { noOverselling } from "./no-overselling.ts"
import { onlyAdminsAct } from "./only-admins-act.ts"
import { onlyLegalSteps } from "./only-legal-steps.ts"
import { ordersBelongToBuyers } from "./orders-belong-to-buyers.ts"
import { pagesShowEveryOrderOnce } from "./pages-show-every-order-once.ts"
import { refusalsChangeNothing } from "./refusals-change-nothing.ts"
import { sameKeySameOrder } from "./same-key-same-order.ts"
import { statusChangesRace } from "./status-changes-race.ts"
import { stockTakesCount } from "./stock-takes-count.ts"
import { totalIsSumOfSnapshots } from "./total-is-sum-of-snapshots.ts"

/**
 * The laws of orders and stock.
 *
 * @example
 * const driver = openDomainDriver()
 * for (const law of laws) if (law.appliesTo(driver)) await assertLaw(law, driver)
 */
export const laws: ReadonlyArray<Law> = [
  conservationOfStock,
  allOrNothing,
  invalidOrdersAreRefused,
  cancelUndoesPlace,
  onlyLegalSteps,
  finalStatesStayFinal,
  totalIsSumOfSnapshots,
  adjustmentsAreSnapshots,
  linesDoNotMatter,
  sameKeySameOrder,
  noOverselling,
  ordersBelongToBuyers,
  statusChangesRace,
  isLinearizableShop,
  refusalsChangeNothing,
  onlyAdminsAct,
  pagesShowEveryOrderOnce,
  historyAddsUp,
  stockTakesCount,
  archivedIsNotSold,
  guestsOrderLikeAccounts,
]
