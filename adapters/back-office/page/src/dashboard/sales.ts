import type { DaySales } from "../../../../client"

/** The orders of a day that are not cancelled. */
export interface Sales {
  readonly date: string
  readonly orders: number
  readonly revenue: number
  /** Unknown for a day without orders. */
  readonly currency: string | undefined
}

/** Sums what a day sold. Amounts are for charts: they are numbers, not exact decimals. */
export const salesOf = ({ date, statuses }: DaySales): Sales => {
  const sold = statuses.filter(({ status }) => status !== "cancelled")
  return {
    date,
    orders: sold.reduce((sum, { orders }) => sum + orders, 0),
    revenue: sold.reduce((sum, { revenue }) => sum + Number(revenue.amount), 0),
    currency: sold[0]?.revenue.currency,
  }
}
