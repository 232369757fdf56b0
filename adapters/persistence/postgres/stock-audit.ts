import { Effect } from "effect"
import type { StockAudit, StockDrift } from "../../../application/ports/stock-audit.ts"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { Database, Queries } from "./database.ts"
import { retryWithBackoff } from "./retry-with-backoff.ts"

export const makeStockAudit = (database: Database): StockAudit => ({
  audit: () => Effect.promise(() => unhurried(database, (queries) => audit(queries, database.schema))),
  reconcile: () =>
    Effect.promise(() =>
      retryWithBackoff(database, () => unhurried(database, (queries) => reconcile(queries, database.schema))),
    ),
})

/** Reading all orders there ever were takes its time. */
const unhurried = <A>(database: Database, work: (queries: Queries) => Promise<A>): Promise<A> =>
  database.transaction(async (queries) => {
    await queries.rows({ name: "no statement timeout", text: "set local statement_timeout = 0" }, [])
    return work(queries)
  })

/** What each level should be. Read in one statement with the levels, it is of the same moment as they are. */
const expected = (s: string): string => `
  sold as (
    select i.sku,
      pg_catalog.sum(i.quantity) filter (where o.status in ('created', 'paid')) as held,
      pg_catalog.sum(i.quantity) filter (where o.status in ('shipped', 'delivered')) as sent
    from ${s}.order_line i join ${s}.orders o on o.id = i."order" group by i.sku
  ), moved as (
    select sku, pg_catalog.sum(quantity) filter (where kind = 'restock') as came, pg_catalog.sum(quantity) filter (where kind = 'ship') as went
    from ${s}.stock_movement group by sku
  ), should as (
    select l.sku, coalesce(m.came, 0) - coalesce(m.went, 0) as on_hand, coalesce(o.held, 0) as reserved,
      coalesce(o.sent, 0) as sent, coalesce(m.went, 0) as went
    from ${s}.stock_level l left join sold o using (sku) left join moved m using (sku)
  )`

const audit = async ({ rows }: Queries, s: string): Promise<ReadonlyArray<StockDrift>> => {
  const found = await rows(
    {
      name: "audit stock",
      text: `with ${expected(s)}
        select l.sku, p.id, p.name, v.id, v.size, v.color, d.what, d.expected::float8, d.found::float8
        from should e
        join ${s}.stock_level l using (sku)
        join ${s}.product p on p.id = l.product
        left join ${s}.variant v on v.id = l.variant
        cross join lateral (values
          (1, 'on hand', e.on_hand, l.on_hand), (2, 'reserved', e.reserved, l.reserved), (3, 'shipped', e.sent, e.went),
          (4, 'available', greatest(l.on_hand - l.reserved, 0), l.on_hand - l.reserved)
        ) as d (n, what, expected, found)
        where d.expected <> d.found
        order by l.sku, d.n`,
    },
    [],
  )
  return (found as ReadonlyArray<DriftColumns>).map(
    ([sku, product, name, variant, size, color, what, expected, found]) => ({
      stockItem: StockItemId(sku),
      product: { id: ProductId(product), name },
      variant: variant === null ? null : { id: VariantId(variant), size: size ?? "", color: color ?? "" },
      what,
      expected,
      found,
      repaired: false,
    }),
  )
}

type DriftColumns = readonly [
  sku: number,
  product: number,
  name: string,
  variant: number | null,
  size: string | null,
  color: string | null,
  what: StockDrift["what"],
  expected: number,
  found: number,
]

/**
 * Whoever moves stock locks its rows first, in the same order, or has changed nothing yet that others see. So once the
 * rows are locked here, what a new statement recomputes stays true until the levels are set.
 */
const reconcile = async (queries: Queries, s: string): Promise<ReadonlyArray<StockDrift>> => {
  const { rows } = queries
  const suspects = [...new Set((await audit(queries, s)).map(({ stockItem }) => stockItem))]
  if (suspects.length === 0) return []
  const lock = `select from ${s}.stock_level where sku = any ($1::bigint[]) order by sku for no key update`
  await rows({ name: "lock suspects", text: lock }, [suspects])
  const drifts = (await audit(queries, s)).filter(({ stockItem }) => suspects.includes(stockItem))
  const set = await rows(
    {
      name: "reconcile stock",
      text: `with ${expected(s)}
        update ${s}.stock_level l set on_hand = e.on_hand, reserved = e.reserved
        from should e
        where l.sku = any ($1::bigint[]) and e.sku = l.sku and (l.on_hand, l.reserved) <> (e.on_hand, e.reserved)
          and e.on_hand >= e.reserved and e.sent = e.went
        returning l.sku`,
    },
    [suspects],
  )
  const repaired = new Set(set.map(([sku]) => sku))
  return drifts.map((drift) => ({ ...drift, repaired: repaired.has(drift.stockItem) }))
}
