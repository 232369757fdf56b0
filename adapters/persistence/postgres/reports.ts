import { Effect } from "effect"
import type { BestSeller, Period, PeriodSales, Reports } from "../../../application/ports/reports.ts"
import { ProductId } from "../../../domain/catalog/product.ts"
import { orderStatuses } from "../../../domain/order/status.ts"
import { type Database, unnamed } from "./database.ts"

/** Sums up orders and stock. Sums are exact up to 2^53. */
export const makeReports = ({ rows, schema: s }: Database): Reports => ({
  sales: (periods) =>
    Effect.promise(async () => {
      if (periods.length === 0) return []
      const found = await rows<PeriodSales>(unnamed(sales(s)), timesOf(periods))
      const placeOf = ({ status }: PeriodSales) => orderStatuses.indexOf(status)
      return found
        .map((row) => ({ ...row, period: Number(row.period) }))
        .toSorted((a, b) => a.period - b.period || placeOf(a) - placeOf(b))
    }),

  bestSellers: (period, limit) =>
    Effect.promise(async () => {
      const values = [...timesOf([period]), limit]
      const found = await rows<SellerRow>(unnamed(bestSellers(s)), values)
      return found.map(
        ({ id, name, quantity, revenue }): BestSeller => ({ product: { id: ProductId(id), name }, quantity, revenue }),
      )
    }),

  stockValue: () =>
    Effect.promise(async () => {
      const [row] = await rows<{ units: number; reserved: number; value: number }>(
        { name: "stock value", text: stockValue(s) },
        [],
      )
      if (row === undefined) throw new Error("The database returned no sums.")
      return row
    }),
})

interface SellerRow {
  readonly id: number
  readonly name: string
  readonly quantity: number
  readonly revenue: number
}

/** The beginnings and the ends of periods. */
export const timesOf = (periods: ReadonlyArray<Period>): ReadonlyArray<unknown> => [
  periods.map(({ starts }) => starts.toISOString()),
  periods.map(({ ends }) => ends.toISOString()),
]

/**
 * The orders of the periods, and the lines between the least and the greatest of their ids. The lines are read in one
 * range of their key, because looking up those of each order takes longer.
 */
const chosen = (s: string): string => `chosen as (
    select o.id, o.status, o.adjustment_total, d.n - 1 as period
    from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as d (starts, ends, n)
    join ${s}.orders o on o.created_at >= d.starts and o.created_at < d.ends
  ), line as (
    select i."order", i.product, i.quantity, i.quantity * i.price as price from ${s}.order_line i
    where i."order" >= (select pg_catalog.min(id) from chosen) and i."order" <= (select pg_catalog.max(id) from chosen)
  )`

/** The statement of the sales of periods. */
export const sales = (s: string): string => `with ${chosen(s)}, counted as (
    select period, status, pg_catalog.count(*)::float8 as orders,
      coalesce(pg_catalog.sum(adjustment_total::float8), 0) as adjustments from chosen group by period, status
  ), sold as (
    select c.period, c.status, pg_catalog.sum(l.price::float8) as revenue
    from chosen c join line l on l."order" = c.id group by c.period, c.status
  )
  select c.period, c.status, c.orders, v.revenue + c.adjustments as revenue from counted c join sold v using (period, status)`

/** The statement of the products that sold best. Only those that are returned are looked up. */
export const bestSellers = (s: string): string => `with ${chosen(s)}, sold as (
    select l.product, pg_catalog.sum(l.quantity)::float8 as quantity, pg_catalog.sum(l.price::float8) as revenue
    from chosen c join line l on l."order" = c.id where c.status <> 'cancelled'
    group by l.product order by quantity desc, l.product limit $3
  )
  select p.id, p.name, b.quantity, b.revenue from sold b join ${s}.product p on p.id = b.product
  order by b.quantity desc, p.id`

/** The statement of the value of the stock. */
export const stockValue = (s: string): string => `select coalesce(pg_catalog.sum(l.on_hand), 0)::float8 as units,
    coalesce(pg_catalog.sum(l.reserved), 0)::float8 as reserved,
    coalesce(pg_catalog.sum(l.on_hand::float8 * p.price::float8), 0) as value
  from ${s}.stock_level l join ${s}.product p on p.id = l.product`
