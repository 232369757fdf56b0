import { Result } from "effect"
import { TooManyUnpaidOrders } from "../../../domain/order/errors.ts"
import type { Database, Queries } from "./database.ts"
import { idOrNone } from "./ids.ts"
import { LockedRow, lockRow, withoutLocked } from "./locked-row.ts"
import { placeOrders } from "./place-orders.ts"
import type { PlacementCall, PlacementEnd } from "./placement-call.ts"
import { recall } from "./recall.ts"
import { settleOrders } from "./settle-orders.ts"

/**
 * Records placements, and rejects those of accounts that have too many unpaid orders. The rows of these accounts stay
 * locked until the transaction ends, so no other process can place an order of them after the count. No two calls with
 * a limit may belong to one account. The end of a call that needs a locked row is that row.
 */
export const placeWithinLimits = (
  database: Database,
  calls: ReadonlyArray<PlacementCall>,
): Promise<ReadonlyArray<PlacementEnd | LockedRow>> =>
  calls.every(({ placement }) => placement.maxUnpaidOrders === null)
    ? placeOrders(database, calls)
    : database.transaction((queries) => placeInTransaction(database, queries, calls, null))

/** Waits for a row, at most so many seconds, and records the placements that need it. */
export const placeAfterWait = (
  database: Database,
  row: LockedRow,
  calls: ReadonlyArray<PlacementCall>,
  lockWaitSeconds: number,
): Promise<ReadonlyArray<PlacementEnd | LockedRow>> =>
  database.transaction(
    async (queries) => {
      await lockRow(queries, database.schema, row)
      return placeInTransaction(database, queries, calls, row)
    },
    { lockWaitSeconds },
  )

const placeInTransaction = async (
  database: Database,
  queries: Queries,
  calls: ReadonlyArray<PlacementCall>,
  awaited: LockedRow | null,
): Promise<ReadonlyArray<PlacementEnd | LockedRow>> => {
  const joined: Database = { ...database, ...queries }
  const ends = new Map<PlacementCall, PlacementEnd | LockedRow>()
  const limited = calls.filter(({ placement }) => placement.maxUnpaidOrders !== null)
  const locked = await lockAccounts(joined, limited)
  for (const call of limited) {
    const { account } = call.placement.order
    if (!database.isJoined && !locked.has(account) && awaited?.is("account", account) !== true)
      ends.set(call, new LockedRow("account", account))
  }
  const counted = limited.filter((call) => !ends.has(call))
  const full = await findFullAccounts(joined, counted)
  for (const call of counted) if (full.has(call.placement.order.account)) ends.set(call, await refuse(joined, call))
  const rest = calls.filter((call) => !ends.has(call))
  // Not by the statement that may be undone: that would end this transaction as well.
  const placed = rest.length === 0 ? [] : await settleOrders(database, queries, rest, awaited)
  for (const [i, call] of rest.entries()) ends.set(call, placed[i] as PlacementEnd | LockedRow)
  return calls.map((call) => ends.get(call) as PlacementEnd | LockedRow)
}

/** Locks the accounts in ascending order and returns them, without those that others have locked. */
const lockAccounts = async (
  { rows, schema: s, isJoined }: Database,
  calls: ReadonlyArray<PlacementCall>,
): Promise<ReadonlySet<number>> => {
  if (calls.length === 0) return new Set()
  // Foreign keys to the account take a weaker lock, which this one does not block.
  const lock = `select id from ${s}.account where id = any ($1::bigint[]) order by id for no key update${withoutLocked(isJoined)}`
  const found = await rows({ name: "lock accounts", text: lock }, [accountsOf(calls)])
  return new Set(found.map(({ id }) => Number(id)))
}

/** Returns the accounts that have reached their limit. */
const findFullAccounts = async (
  { rows, schema: s }: Database,
  calls: ReadonlyArray<PlacementCall>,
): Promise<ReadonlySet<number>> => {
  if (calls.length === 0) return new Set()
  // A statement of its own: its snapshot contains every order that was committed under the lock.
  const text = `select account as id, pg_catalog.count(*) as unpaid from ${s}.orders
    where account = any ($1::bigint[]) and status = 'created' group by account`
  const counted = await rows<UnpaidRow>({ name: "unpaid orders of accounts", text }, [accountsOf(calls)])
  const unpaid = new Map(counted.map((row) => [Number(row.id), Number(row.unpaid)]))
  const full = calls.filter(({ placement: { order, maxUnpaidOrders } }) => {
    const count = unpaid.get(order.account) ?? 0
    return maxUnpaidOrders !== null && count >= maxUnpaidOrders
  })
  return new Set(full.map(({ placement }) => placement.order.account))
}

interface UnpaidRow {
  readonly id: number
  readonly unpaid: number | string
}

const accountsOf = (calls: ReadonlyArray<PlacementCall>): ReadonlyArray<number> =>
  calls.map(({ placement }) => idOrNone(placement.order.account))

/** A replayed key returns the original result, even if the same order would be refused now. */
const refuse = async (database: Database, { placement, claim }: PlacementCall): Promise<PlacementEnd> => {
  const before = claim === null ? Result.succeed(null) : await recall(database, placement.order.account, claim)
  if (Result.isFailure(before)) return Result.fail(before.failure)
  if (before.success !== null) return Result.succeed(before.success)
  return Result.fail(new TooManyUnpaidOrders({ max: placement.maxUnpaidOrders ?? 0 }))
}
