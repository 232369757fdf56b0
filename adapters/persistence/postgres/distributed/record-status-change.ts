import type { StatusChange } from "../../../../domain/order/change-status.ts"
import type { Database, Queries } from "../database.ts"
import { idOrNone } from "../ids.ts"
import { LockedRow, withoutLocked } from "../locked-row.ts"
import { statusChangeValues, writeStatusChange } from "../status-change-writes.ts"
import { lockLevelsByShard } from "./lock-levels.ts"

/**
 * Records a status change in a transaction, by statements that lock rows of one shard each: the order first, then the
 * stock rows in ascending order. Returns whether the order still had the status that the change was decided from, or a
 * row that another transaction has locked. Then nothing was written. `awaited` is the row that this transaction has
 * waited for.
 */
export const recordStatusChangeByShard = async (
  { schema: s, isJoined }: Database,
  queries: Queries,
  change: StatusChange,
  awaited: LockedRow | null,
): Promise<boolean | LockedRow> => {
  const { order, movements, event } = change
  const current = `select 1 from ${s}.orders where id = $1 and account = $2 and status = $3`
  const values = [idOrNone(order.id), idOrNone(order.account), event.from]
  const lock = { name: "lock order", text: `${current} for no key update${withoutLocked(isJoined)}` }
  if ((await queries.rows(lock, values)).length === 0) {
    if (isJoined || awaited?.is("orders", order.id) === true) return false
    const isCurrent = (await queries.rows({ name: "is order current", text: current }, values)).length > 0
    return isCurrent && new LockedRow("orders", order.id, order.account)
  }
  const stockItems = [...new Set(movements.map(({ stockItem }) => stockItem))].toSorted((a, b) => a - b)
  const levels = await lockLevelsByShard(queries, s, stockItems, isJoined)
  const locked = new Set(levels.map(({ stock_item }) => Number(stock_item)))
  const leftOut = stockItems.find((stockItem) => !locked.has(stockItem))
  if (leftOut !== undefined) return new LockedRow("stock_level", leftOut)
  const text = `with ${writeStatusChange(s, "true")} select 1 from changed`
  return (await queries.rows({ name: "write status change", text }, statusChangeValues(change))).length > 0
}
