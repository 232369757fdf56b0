import { Effect } from "effect"
import { type Actor, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import { type Day, reportDays } from "../../domain/report/days.ts"
import { requireLimit } from "../page-limit.ts"
import type { Clock } from "../ports/clock.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { BestSeller, PeriodSales, Reports, StockValue } from "../ports/reports.ts"

/** The first and the last date of a report in the time zone of the shop, such as `2026-01-31`, both included. */
export interface ReportRange {
  /** Defaults to 30 days before `to`. */
  readonly from?: string | undefined
  /** Defaults to today, or to 30 days after `from`. At most 92 days after `from`. */
  readonly to?: string | undefined
}

/** The orders that were placed on a day, by their current status. */
export interface DaySales extends Day {
  readonly statuses: ReadonlyArray<Omit<PeriodSales, "period">>
}

export interface ReportPortsAndSettings {
  readonly reports: Reports | undefined
  readonly clock: Clock
  /** A name of the IANA database. */
  readonly timeZone: string
}

/** The reasons why a report is rejected. */
export type ReportError = NotPermitted | InvalidField | NotSupported

/** Reports the orders and their totals for each day and status, in the time zone of the shop. Admins only. */
export type ReportSales = (
  actor: Actor,
  range?: ReportRange,
) => Effect.Effect<{ readonly timeZone: string; readonly days: ReadonlyArray<DaySales> }, ReportError>

export const makeReportSales = ({ reports, clock, timeZone }: ReportPortsAndSettings): ReportSales =>
  Effect.fnUntraced(function* (actor, range = {}) {
    yield* Effect.fromResult(requireAdmin(actor))
    const days = yield* Effect.fromResult(reportDays(range, timeZone, clock.now()))
    if (reports === undefined) return yield* new NotSupported({ ports: "reports" })
    const byDay = Map.groupBy(yield* reports.sales(days), ({ period }) => period)
    const statusesOf = (day: number) => (byDay.get(day) ?? []).map(({ period: _, ...sales }) => sales)
    return { timeZone, days: days.map((day, i) => ({ ...day, statuses: statusesOf(i) })) }
  })

/**
 * Reports the products of which most units were ordered in a range of days, without cancelled orders. Admins only.
 * `limit` is a whole number from 1.
 */
export type ReportBestSellers = (
  actor: Actor,
  request: ReportRange & { readonly limit: number },
) => Effect.Effect<ReadonlyArray<BestSeller>, ReportError>

export const makeReportBestSellers = ({ reports, clock, timeZone }: ReportPortsAndSettings): ReportBestSellers =>
  Effect.fnUntraced(function* (actor, { limit, ...range }) {
    yield* Effect.fromResult(requireAdmin(actor))
    yield* requireLimit("reportBestSellers", limit)
    const days = yield* Effect.fromResult(reportDays(range, timeZone, clock.now()))
    if (reports === undefined) return yield* new NotSupported({ ports: "reports" })
    const [first, last] = [days[0], days.at(-1)]
    return first === undefined || last === undefined
      ? []
      : yield* reports.bestSellers({ starts: first.starts, ends: last.ends }, limit)
  })

/** Reports the units on hand and their value at the current prices. Admins only. */
export type ReportStockValue = (actor: Actor) => Effect.Effect<StockValue, NotPermitted | NotSupported>

export const makeReportStockValue = ({ reports }: Pick<ReportPortsAndSettings, "reports">): ReportStockValue =>
  Effect.fnUntraced(function* (actor) {
    yield* Effect.fromResult(requireAdmin(actor))
    return reports === undefined ? yield* new NotSupported({ ports: "reports" }) : yield* reports.stockValue()
  })
