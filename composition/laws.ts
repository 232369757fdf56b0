/** What the command `laws` needs of the testing kit. Requires `fast-check`. */
export { checkLaws, exitCodeOf, type LawResult, type LawsReport } from "../adapters/testing/check-laws.ts"
export type { ShopDriver } from "../adapters/testing/driver.ts"
export { openHttpDriver } from "../adapters/testing/drivers/http.ts"
export { changeMapping, ecommerceBackend } from "../adapters/testing/drivers/http-mapping.ts"
export { htmlReport } from "../adapters/testing/report/html.ts"
export { junitReport } from "../adapters/testing/report/junit.ts"
export { summaryOf, textOf } from "../adapters/testing/report/text.ts"
export { SetupRejected, ShopFailed, ShopUnavailable } from "../adapters/testing/shop-errors.ts"
