import type { StatusChange } from "../../../domain/order/change-status.ts"
import type { Database, Queries } from "./database.ts"
import { recordStatusChangeByShard } from "./distributed/record-status-change.ts"
import { makeLockWaits } from "./lock-waits.ts"
import { LockedRow, lockRow, withoutLocked } from "./locked-row.ts"
import { statusChangeValues, writeStatusChange } from "./status-change-writes.ts"

/**
 * Records status changes, each as a whole or not at all. A change whose order or stock another transaction has locked
 * waits for the row, and other changes do not.
 */
export const makeStatusChanges = (database: Database): ((change: StatusChange) => Promise<boolean>) => {
  const recordStatusChange = database.isDistributed ? recordStatusChangeByShard : recordAtOnce
  const recordAlone = (change: StatusChange) =>
    database.isDistributed
      ? database.transaction((queries) => recordStatusChange(database, queries, change, null))
      : recordStatusChange(database, database, change, null)
  const lockWaits = makeLockWaits<StatusChange, boolean>({
    run: (row, changes, seconds) =>
      database.transaction(
        async (queries) => {
          await lockRow(queries, database.schema, row)
          const ends: Array<boolean | LockedRow> = []
          for (const change of changes) ends.push(await recordStatusChange(database, queries, change, row))
          return ends
        },
        { lockWaitSeconds: seconds },
      ),
    apart: ({ order }) => `${order.id}`,
    lockWaitSeconds: database.lockWaitSeconds,
  })
  return async (change) => {
    const end = lockWaits.awaited(() => rowsOf(change)) ?? (await recordAlone(change))
    return end instanceof LockedRow ? lockWaits.wait(end, change) : end
  }
}

const rowsOf = ({ order, movements }: StatusChange): ReadonlyArray<LockedRow> => [
  new LockedRow("orders", order.id, order.account),
  ...movements.map(({ stockItem }) => new LockedRow("stock_level", stockItem)),
]

/**
 * Records a status change in one statement if the order still has the status that it was decided from. Returns whether it
 * has, or a row that another transaction has locked. The order is locked first, then the stock rows in ascending order.
 * `awaited` is the row that this transaction has waited for.
 */
const recordAtOnce = async (
  { schema: s, isJoined }: Database,
  { rows }: Queries,
  change: StatusChange,
  awaited: LockedRow | null,
): Promise<boolean | LockedRow> => {
  const { order } = change
  const text = `with held as (
      select o.id from ${s}.orders o
      where o.id = $1 and o.account = $2 and o.status = $3 for no key update${withoutLocked(isJoined)}
    ), locked as (
      select l.stock_item from ${s}.stock_level l
      where l.stock_item = any ($6::bigint[]) and exists (select from held)
      order by l.stock_item for no key update${withoutLocked(isJoined)}
    ), left_out as (
      select l.stock_item from ${s}.stock_level l where l.stock_item = any ($6::bigint[]) and l.stock_item not in (select stock_item from locked)
    ), ${writeStatusChange(s, "exists (select from held) and not exists (select from left_out)")}
    select exists (select from changed) as changed, exists (select from held) as held,
      (select pg_catalog.min(stock_item) from left_out) as left_out,
      exists (select from ${s}.orders where id = $1 and account = $2 and status = $3) as current`
  const [row] = await rows<ChangeRow>({ name: "change status", text }, statusChangeValues(change))
  if (row === undefined || row.changed) return row !== undefined
  if (!row.held) {
    const isLocked = row.current && !isJoined && awaited?.is("orders", order.id) !== true
    return isLocked && new LockedRow("orders", order.id, order.account)
  }
  return row.left_out !== null && new LockedRow("stock_level", row.left_out)
}

interface ChangeRow {
  readonly changed: boolean
  /** Whether the order was locked, with the status that the change was decided from. */
  readonly held: boolean
  /** The first stock item whose level another transaction has locked. */
  readonly left_out: number | null
  /** Whether the order had that status when the statement began. */
  readonly current: boolean
}
