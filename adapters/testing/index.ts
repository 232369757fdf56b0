/**
 * The laws of orders and stock, arbitraries for every concept of the domain, and drivers. Requires `fast-check` and no
 * test runner. The suites for vitest are in `suites.ts`.
 */
export * from "./arbitraries/accounts.ts"
export * from "./arbitraries/adjustments.ts"
export * from "./arbitraries/catalog.ts"
export * from "./arbitraries/events.ts"
export * from "./arbitraries/idempotency.ts"
export * from "./arbitraries/identifiers.ts"
export * from "./arbitraries/metadata.ts"
export * from "./arbitraries/offers.ts"
export * from "./arbitraries/orders.ts"
export * from "./arbitraries/profiles.ts"
export * from "./arbitraries/registrations.ts"
export * from "./arbitraries/sign-ins.ts"
export * from "./arbitraries/stock.ts"
export * from "./arbitraries/values.ts"
export { checkLaws, exitCodeOf, type LawResult, type LawsParameters, type LawsReport } from "./check-laws.ts"
export {
  type CommandParts,
  type ItemCall,
  itemCommand,
  type OrderCall,
  orderCommand,
  type ShopCommand,
  statusCommand,
} from "./commands.ts"
export { type Coverage, type CoverageCounter, countCoverage, describeCoverage, type Need } from "./coverage.ts"
export {
  describeCounts,
  describeItems,
  describeLines,
  describeStep,
  inMajorUnits,
  letter,
  pieces,
  sameCounts,
} from "./descriptions.ts"
export type {
  BuyerCommands,
  CommandResult,
  GuestCommands,
  Item,
  ItemKind,
  ItemPlan,
  OrderPlan,
  RequestedItem,
  SeenOrder,
  ShopDriver,
} from "./driver.ts"
export { accepted, refused } from "./driver.ts"
export { openDomainDriver } from "./drivers/domain.ts"
export { type HttpDriverSettings, openHttpDriver } from "./drivers/http.ts"
export type { HttpClientSettings } from "./drivers/http-client.ts"
export { changeMapping, ecommerceBackend, type HttpMapping } from "./drivers/http-mapping.ts"
export { rendezvous } from "./drivers/rendezvous.ts"
export { openUseCaseDriver } from "./drivers/use-cases.ts"
export { faultyFetch, type NetworkFault, repeated } from "./faults.ts"
export { describePlacing, GUEST_BUYERS, type GuestPlacing, type GuestShop, playWithGuests } from "./guest-play.ts"
export {
  drawLanes,
  type HistoryRecorder,
  isLinearizable,
  type Operation,
  recordHistory,
  type SequentialModel,
} from "./history.ts"
export {
  assertLaw,
  checkLaw,
  demand,
  type Law,
  type LawContext,
  type LawParameters,
  type LawParts,
  type LawSetting,
  makeLaw,
} from "./law.ts"
export { adjustmentsAreSnapshots } from "./laws/adjustments-are-snapshots.ts"
export { allOrNothing } from "./laws/all-or-nothing.ts"
export { archivedIsNotSold } from "./laws/archived-is-not-sold.ts"
export { cancelUndoesPlace } from "./laws/cancel-undoes-place.ts"
export { conservationOfStock } from "./laws/conservation-of-stock.ts"
export { finalStatesStayFinal } from "./laws/final-states-stay-final.ts"
export { guestsOrderLikeAccounts } from "./laws/guests-order-like-accounts.ts"
export { historyAddsUp } from "./laws/history-adds-up.ts"
export { invalidOrdersAreRefused } from "./laws/invalid-orders-are-refused.ts"
export { laws } from "./laws/laws.ts"
export { isLinearizableShop } from "./laws/linearizable.ts"
export { linesDoNotMatter } from "./laws/lines-do-not-matter.ts"
export { noOverselling } from "./laws/no-overselling.ts"
export { onlyAdminsAct } from "./laws/only-admins-act.ts"
export { onlyLegalSteps } from "./laws/only-legal-steps.ts"
export { ordersBelongToBuyers } from "./laws/orders-belong-to-buyers.ts"
export { pagesShowEveryOrderOnce } from "./laws/pages-show-every-order-once.ts"
export { agreesWithPlainCounts } from "./laws/plain-counts.ts"
export { refusalsChangeNothing } from "./laws/refusals-change-nothing.ts"
export { sameKeySameOrder } from "./laws/same-key-same-order.ts"
export { statusChangesRace } from "./laws/status-changes-race.ts"
export { stockTakesCount } from "./laws/stock-takes-count.ts"
export { totalIsSumOfSnapshots } from "./laws/total-is-sum-of-snapshots.ts"
export { type ModelShop, modelShop } from "./model-shop.ts"
export {
  availableIn,
  changeInModel,
  initialState,
  type ModelItem,
  type ModelRequest,
  type ModelState,
  placeInModel,
} from "./model-state.ts"
export { BUYERS, playOn } from "./play.ts"
export type { Store } from "./ports.ts"
export { type Probe, probeShop } from "./probe.ts"
export { type HtmlReportSettings, htmlReport } from "./report/html.ts"
export { junitReport } from "./report/junit.ts"
export { summaryOf, textOf } from "./report/text.ts"
export type { Reruns } from "./reruns.ts"
export {
  anyItems,
  anyLines,
  anyStep,
  at,
  type Line,
  linesOnItems,
  ordersAbout,
  piecesOf,
  putOnSale,
  requestedItems,
  type Step,
  sameItem,
} from "./scenario.ts"
export { anyScenario, type Scenario, simplerScenarios } from "./scenarios.ts"
export { SetupRejected, ShopFailed, ShopUnavailable } from "./shop-errors.ts"
export {
  type ModelOrder,
  type OrderRule,
  type Pieces,
  piecesIn,
  plainModel,
  type ShopModel,
  type ShopStatus,
} from "./shop-model.ts"
export { type Breach, LawBroken, LawUndecided, type Verdict } from "./verdict.ts"
