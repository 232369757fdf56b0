import type { ExportBatch } from "../../../application/ports/shop-transfer.ts"
import { InvalidExport, type LineFault } from "../../../application/transfer/errors.ts"
import { auditStock } from "./audit-stock.ts"
import { type Queries, unnamed } from "./database.ts"
import { MAX_FAULTS } from "./verify-batch.ts"

/**
 * The lines of the records that can be verified only when all records are loaded: stock levels, and orders with
 * discounts. It takes some bytes for each, and nothing for other orders.
 */
export interface VerifiedLines {
  readonly levels: Map<number, number>
  readonly discounted: Map<number, number>
}

export const noLines = (): VerifiedLines => ({ levels: new Map(), discounted: new Map() })

/** Adds the lines of a batch. */
export const noteLines = ({ levels, discounted }: VerifiedLines, { kind, lines, firstLine }: ExportBatch): void => {
  for (const [index, line] of lines.entries()) {
    if (kind === "stock_level") levels.set(JSON.parse(line).stock_level.stock_item, firstLine + index)
    if (kind === "orders" && NEGATIVE.test(line)) discounted.set(JSON.parse(line).orders.id, firstLine + index)
  }
}

const NEGATIVE = /"adjustment_total"\s*:\s*-/

/** Throws InvalidExport if stock levels differ from orders and movements, or if an order has a total below 0. */
export const verifyShop = async (queries: Queries, s: string, lines: VerifiedLines): Promise<void> => {
  const drifts = await auditStock(queries, s)
  const faults: Array<LineFault> = drifts.map(({ stockItem, what, expected, found }) => ({
    line: lines.levels.get(stockItem) ?? 0,
    fault: `has a stock_level whose quantity ${what} is ${found}, but orders and movements yield ${expected}`,
  }))
  if (lines.discounted.size > 0) faults.push(...(await negativeTotals(queries, s, lines)))
  if (faults.length === 0) return
  faults.sort((a, b) => a.line - b.line)
  throw new InvalidExport({ faults: faults.slice(0, MAX_FAULTS), more: Math.max(0, faults.length - MAX_FAULTS) })
}

const negativeTotals = async (
  { rows }: Queries,
  s: string,
  { discounted }: VerifiedLines,
): Promise<ReadonlyArray<LineFault>> => {
  const found = await rows<{ id: number; total: number }>(
    unnamed(`select o.id::float8 as id, (o.adjustment_total + coalesce(l.sum, 0))::float8 as total
      from ${s}.orders o cross join lateral (
        select pg_catalog.sum(l.price * l.quantity) as sum from ${s}.order_line l where l."order" = o.id and l.account = o.account
      ) l
      where o.adjustment_total < 0 and o.adjustment_total + coalesce(l.sum, 0) < 0`),
    [],
  )
  return found.map(({ id, total }) => ({
    line: discounted.get(id) ?? 0,
    fault: `has orders.adjustment_total so far below 0 that the total of the order is ${total}`,
  }))
}
