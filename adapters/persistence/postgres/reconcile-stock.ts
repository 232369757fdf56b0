import type { StockDrift } from "../../../application/ports/stock-audit.ts"
import { auditStock, expectedLevels } from "./audit-stock.ts"
import { insertProductsChanged, productsChanged } from "./catalog-event.ts"
import type { Database, Queries } from "./database.ts"
import { lockLevelsByShard } from "./distributed/lock-levels.ts"

/**
 * Sets stock levels to the values that follow from orders and movements. Every transaction that moves stock locks its
 * rows first, in the same order. So once the rows are locked here, a new statement computes values that stay true until
 * the levels are set.
 */
export const reconcileStock = async (
  queries: Queries,
  { schema: s, isDistributed }: Pick<Database, "schema" | "isDistributed">,
): Promise<ReadonlyArray<StockDrift>> => {
  const { rows } = queries
  const suspects = [...new Set((await auditStock(queries, s)).map(({ stockItem }) => stockItem))]
  if (suspects.length === 0) return []
  const lock = `select from ${s}.stock_level where stock_item = any ($1::bigint[]) order by stock_item for no key update`
  if (isDistributed) await lockLevelsByShard(queries, s, suspects, true)
  else await rows({ name: "lock suspects", text: lock }, [suspects])
  const drifts = (await auditStock(queries, s)).filter(({ stockItem }) => suspects.includes(stockItem))
  const set = await rows(
    {
      name: "reconcile stock",
      text: `with ${expectedLevels(s)}
        update ${s}.stock_level l set on_hand = e.on_hand, reserved = e.reserved
        from should e
        where l.stock_item = any ($1::bigint[]) and e.stock_item = l.stock_item and (l.on_hand, l.reserved) <> (e.on_hand, e.reserved)
          and e.on_hand >= e.reserved and e.sent = e.shipped
        returning l.stock_item`,
    },
    [suspects],
  )
  const repaired = new Set(set.map(({ stock_item }) => stock_item))
  const products = drifts.filter(({ stockItem }) => repaired.has(stockItem)).map(({ product }) => product.id)
  const announce = { name: "announce repair", text: insertProductsChanged(s, "$1", "now()") }
  if (products.length > 0) await rows(announce, [productsChanged([...new Set(products)])])
  return drifts.map((drift) => ({ ...drift, repaired: repaired.has(drift.stockItem) }))
}
