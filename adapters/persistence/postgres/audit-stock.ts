import type { StockDrift } from "../../../application/ports/stock-audit.ts"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { Queries } from "./database.ts"

/** The levels that follow from orders and movements. Read in one statement with the levels, both have one snapshot. */
export const expectedLevels = (s: string): string => `
  sold as (
    select i.stock_item,
      pg_catalog.sum(i.quantity) filter (where o.status in ('created', 'paid')) as held,
      pg_catalog.sum(i.quantity) filter (where o.status in ('shipped', 'delivered')) as sent
    from ${s}.order_line i join ${s}.orders o on o.id = i."order" and o.account = i.account
    group by i.stock_item
  ), moved as (
    select stock_item, pg_catalog.sum(quantity) filter (where kind in ('restock', 'surplus')) as received,
      pg_catalog.sum(quantity) filter (where kind in ('ship', 'shrinkage')) as removed,
      pg_catalog.sum(quantity) filter (where kind = 'ship') as shipped
    from ${s}.stock_movement group by stock_item
  ), should as (
    select l.stock_item, coalesce(m.received, 0) - coalesce(m.removed, 0) as on_hand, coalesce(o.held, 0) as reserved,
      coalesce(o.sent, 0) as sent, coalesce(m.shipped, 0) as shipped
    from ${s}.stock_level l left join sold o using (stock_item) left join moved m using (stock_item)
  )`

/** Returns the differences between the stock levels and what follows from orders and movements. */
export const auditStock = async ({ rows }: Queries, s: string): Promise<ReadonlyArray<StockDrift>> => {
  const drifts = await rows<DriftRow>(
    {
      name: "audit stock",
      text: `with ${expectedLevels(s)}
        select l.stock_item, l.product, p.name, l.variant, v.size, v.color, d.what,
          d.expected::float8 as expected, d.found::float8 as found
        from should e
        join ${s}.stock_level l using (stock_item)
        join ${s}.product p on p.id = l.product
        left join ${s}.variant v on v.id = l.variant
        cross join lateral (values
          (1, 'on hand', e.on_hand, l.on_hand), (2, 'reserved', e.reserved, l.reserved), (3, 'shipped', e.sent, e.shipped),
          (4, 'available', greatest(l.on_hand - l.reserved, 0), l.on_hand - l.reserved)
        ) as d (n, what, expected, found)
        where d.expected <> d.found
        order by l.stock_item, d.n`,
    },
    [],
  )
  return drifts.map(({ stock_item, product, name, variant, size, color, what, expected, found }) => ({
    stockItem: StockItemId(stock_item),
    product: { id: ProductId(product), name },
    variant: variant === null ? null : { id: VariantId(variant), size: size ?? "", color: color ?? "" },
    what,
    expected,
    found,
    repaired: false,
  }))
}

interface DriftRow {
  readonly stock_item: number
  readonly product: number
  readonly name: string
  readonly variant: number | null
  readonly size: string | null
  readonly color: string | null
  readonly what: StockDrift["what"]
  readonly expected: number
  readonly found: number
}
