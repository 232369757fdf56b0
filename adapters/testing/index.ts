/**
 * The laws of orders and stock, arbitraries for every concept of the domain, and drivers. Requires `fast-check` and no
 * test runner. The suites for vitest are in `suites.ts`.
 */
export * from "./arbitraries/accounts.ts"
export * from "./arbitraries/catalog.ts"
export * from "./arbitraries/events.ts"
export * from "./arbitraries/idempotency.ts"
export * from "./arbitraries/identifiers.ts"
export * from "./arbitraries/offers.ts"
export * from "./arbitraries/orders.ts"
export * from "./arbitraries/profiles.ts"
export * from "./arbitraries/registrations.ts"
export * from "./arbitraries/sign-ins.ts"
export * from "./arbitraries/stock.ts"
export * from "./arbitraries/values.ts"
export { type Coverage, type CoverageCounter, countCoverage, describeCoverage, type Need } from "./coverage.ts"
export type {
  BuyerCommands,
  CommandResult,
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
export { openUseCaseDriver } from "./drivers/use-cases.ts"
export {
  assertLaw,
  checkLaw,
  demand,
  type Law,
  type LawContext,
  type LawParameters,
  type LawParts,
  makeLaw,
} from "./law.ts"
export { allOrNothing } from "./laws/all-or-nothing.ts"
export { cancelUndoesPlace } from "./laws/cancel-undoes-place.ts"
export { conservationOfStock } from "./laws/conservation-of-stock.ts"
export { finalStatesStayFinal } from "./laws/final-states-stay-final.ts"
export { laws } from "./laws/laws.ts"
export { linesDoNotMatter } from "./laws/lines-do-not-matter.ts"
export { noOverselling } from "./laws/no-overselling.ts"
export { onlyLegalSteps } from "./laws/only-legal-steps.ts"
export { agreesWithPlainCounts } from "./laws/plain-counts.ts"
export { sameKeySameOrder } from "./laws/same-key-same-order.ts"
export { totalIsSumOfSnapshots } from "./laws/total-is-sum-of-snapshots.ts"
export { type ModelShop, modelShop } from "./model-shop.ts"
export { BUYERS, playOn } from "./play.ts"
export type { Store } from "./ports.ts"
export {
  anyItems,
  anyLines,
  anyStep,
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
export { type ModelOrder, type OrderRule, plainModel, type ShopModel } from "./shop-model.ts"
export { type Breach, LawBroken, LawUndecided, type Verdict } from "./verdict.ts"
