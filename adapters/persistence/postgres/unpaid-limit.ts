import { Result } from "effect"
import { TooManyUnpaidOrders } from "../../../domain/order/errors.ts"
import type { Database } from "./database.ts"
import { idOrNone } from "./ids.ts"
import { placeOrders } from "./place-orders.ts"
import type { PlacementCall, PlacementEnd } from "./placement-call.ts"
import { recall } from "./recall.ts"
import { settleOrders } from "./settle-orders.ts"

/**
 * Records placements, and rejects those of accounts that have too many unpaid orders. The rows of these accounts stay
 * locked until the transaction ends, so no other process can place an order of them after the count. No two calls with
 * a limit may belong to one account.
 */
export const placeWithinLimits = (
  database: Database,
  calls: ReadonlyArray<PlacementCall>,
): Promise<ReadonlyArray<PlacementEnd>> => {
  const limited = calls.filter(({ placement }) => placement.maxUnpaidOrders !== null)
  if (limited.length === 0) return placeOrders(database, calls)
  return database.transaction(async (queries) => {
    const joined: Database = { ...database, ...queries, transaction: (work) => work(queries) }
    const full = await findFullAccounts(joined, limited)
    const ends = new Map<PlacementCall, PlacementEnd>()
    for (const call of limited) if (full.has(call.placement.order.account)) ends.set(call, await refuse(joined, call))
    const rest = calls.filter((call) => !ends.has(call))
    // Not by the statement that may be undone: that would end this transaction as well.
    const placed = rest.length === 0 ? [] : await settleOrders(joined, rest)
    for (const [i, call] of rest.entries()) ends.set(call, placed[i] as PlacementEnd)
    return calls.map((call) => ends.get(call) as PlacementEnd)
  })
}

/** Locks the accounts in ascending order and returns those that have reached their limit. */
const findFullAccounts = async (
  { rows, schema: s }: Database,
  calls: ReadonlyArray<PlacementCall>,
): Promise<ReadonlySet<number>> => {
  const accounts = calls.map(({ placement }) => idOrNone(placement.order.account))
  // Foreign keys to the account take a weaker lock, which this one does not block.
  const lock = `select id from ${s}.account where id = any ($1::bigint[]) order by id for no key update`
  await rows({ name: "lock accounts", text: lock }, [accounts])
  // A statement of its own: its snapshot contains every order that was committed under the lock.
  const count = `select a.id
    from unnest($1::bigint[], $2::integer[]) as a (id, most)
    cross join lateral (
      select pg_catalog.count(*) as unpaid from (
        select 1 from ${s}.orders o where o.account = a.id and o.status = 'created' limit a.most
      ) o
    ) o
    where o.unpaid >= a.most`
  const found = await rows({ name: "full accounts", text: count }, [
    accounts,
    calls.map(({ placement }) => placement.maxUnpaidOrders),
  ])
  return new Set(found.map(({ id }) => Number(id)))
}

/** A replayed key returns the original result, even if the same order would be refused now. */
const refuse = async (database: Database, { placement, claim }: PlacementCall): Promise<PlacementEnd> => {
  const before = claim === null ? Result.succeed(null) : await recall(database, placement.order.account, claim)
  if (Result.isFailure(before)) return Result.fail(before.failure)
  if (before.success !== null) return Result.succeed(before.success)
  return Result.fail(new TooManyUnpaidOrders({ max: placement.maxUnpaidOrders ?? 0 }))
}
