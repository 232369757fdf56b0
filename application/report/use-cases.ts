import type { In, Style } from "../use-case-style.ts"
import type { ReportBestSellers, ReportSales, ReportStockValue } from "./sales-report.ts"

/** Reports. See `UseCasesIn`. */
export interface ReportUseCases<S extends Style> {
  /**
   * Reports the orders and their totals for each day and status, over 31 days or the given ones, in the time zone of the
   * shop. Admins only.
   *
   * @example
   * const report = await shop.reportSales(admin, { from: "2026-01-01", to: "2026-01-31" })
   * if (report.ok) for (const { date, statuses } of report.value.days) console.log(date, statuses)
   */
  readonly reportSales: In<S, ReportSales>
  /** Reports the products of which most units were ordered, without cancelled orders. Admins only. */
  readonly reportBestSellers: In<S, ReportBestSellers>
  /** Reports the units on hand and their value at the current prices. Admins only. */
  readonly reportStockValue: In<S, ReportStockValue>
}
