import { Result } from "effect"
import { IdempotencyKeyReused } from "../../../domain/order/errors.ts"
import type { Order } from "../../../domain/order/order.ts"
import { settle } from "../../../domain/stock/settle.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import type { Database, Queries } from "./database.ts"
import { claimKeys } from "./distributed/claim-keys.ts"
import { lockLevelsByShard } from "./distributed/lock-levels.ts"
import { idOrNone } from "./ids.ts"
import type { LevelRow } from "./level-row.ts"
import { LockedRow, withoutLocked } from "./locked-row.ts"
import { withoutOwner } from "./order-owners.ts"
import { contentsOf, nameFor, orderValues, type TakenIds, withTakenIds, writeOrders } from "./order-writes.ts"
import { readPlacedOrders } from "./placed-orders.ts"
import type { PlacementCall, PlacementEnd } from "./placement-call.ts"
import { ConcurrentWrite } from "./resilient-database.ts"

/**
 * Records a batch of which something may not fit: locks the stock rows, decides by the domain's rule, and writes the
 * accepted orders. An order whose key was used before is not placed again. An order whose stock or account another
 * transaction has locked is left out: its end is the locked row. `awaited` is the row that this transaction has waited for.
 */
export const settleOrders = async (
  { schema: s, isJoined, isDistributed }: Database,
  queries: Queries,
  calls: ReadonlyArray<PlacementCall>,
  awaited: LockedRow | null,
): Promise<ReadonlyArray<PlacementEnd | LockedRow>> => {
  const ends = new Map(await withoutOwner(queries, s, calls, isJoined, awaited))
  const owned = calls.filter((call) => !ends.has(call))
  const levels = await lockLevels(queries, s, owned, { isJoined, isDistributed })
  if (!isJoined)
    for (const [call, row] of lockedOut(owned, new Set(levels.map(({ stockItem }) => stockItem)), awaited))
      ends.set(call, row)
  const left = calls.filter((call) => !ends.has(call))
  for (const [call, end] of await readEarlier(queries, s, left)) ends.set(call, end)
  const open = left.filter((call) => !ends.has(call))
  const { outcomes, levels: changed } = settle(
    levels,
    open.map(({ placement }) => placement),
  )
  const accepted = open.filter((_, i) => outcomes[i] === null)
  const placed = accepted.length === 0 ? [] : await write(queries, s, accepted, changed, isDistributed)
  for (const [i, call] of open.entries()) {
    const error = outcomes[i] ?? null
    if (error !== null) ends.set(call, Result.fail(error))
  }
  for (const [i, call] of accepted.entries()) ends.set(call, Result.succeed(placed[i] as Order))
  return calls.map((call) => ends.get(call) as PlacementEnd | LockedRow)
}

/** Locks the rows in ascending order, and leaves out those that others have locked. */
const lockLevels = async (
  { rows }: Queries,
  s: string,
  orders: ReadonlyArray<PlacementCall>,
  { isJoined, isDistributed }: Pick<Database, "isJoined" | "isDistributed">,
): Promise<ReadonlyArray<StockLevel>> => {
  const named = orders.flatMap(({ placement }) => placement.movements.map(({ stockItem }) => stockItem))
  const needed = [...new Set(named)].toSorted((a, b) => a - b)
  const text = `select stock_item, on_hand, reserved from ${s}.stock_level
    where stock_item = any ($1::bigint[]) order by stock_item for no key update${withoutLocked(isJoined)}`
  const found = isDistributed
    ? await lockLevelsByShard({ rows }, s, needed, isJoined)
    : await rows<LevelRow>({ name: "lock levels", text }, [needed])
  return found.map(({ stock_item, on_hand, reserved }) => ({
    stockItem: StockItemId(stock_item),
    onHand: on_hand,
    reserved,
  }))
}

/**
 * Returns the orders with a stock row that was not found, which is locked or does not exist. After the transaction has
 * waited for the row, it does not exist.
 */
const lockedOut = (
  calls: ReadonlyArray<PlacementCall>,
  found: ReadonlySet<StockItemId>,
  awaited: LockedRow | null,
): ReadonlyArray<readonly [PlacementCall, LockedRow]> =>
  calls.flatMap((call) => {
    const missing = call.placement.movements.find(
      ({ stockItem }) => !found.has(stockItem) && awaited?.is("stock_level", stockItem) !== true,
    )
    return missing === undefined ? [] : [[call, new LockedRow("stock_level", missing.stockItem)] as const]
  })

/** Reads what was placed before under the keys of these orders. */
const readEarlier = async (
  queries: Queries,
  s: string,
  orders: ReadonlyArray<PlacementCall>,
): Promise<ReadonlyMap<PlacementCall, PlacementEnd>> => {
  const keyed = orders.filter(({ claim }) => claim !== null)
  if (keyed.length === 0) return new Map()
  const text = `select k.account, k.key, k.fingerprint, k."order"
    from unnest($1::bigint[], $2::text[]) as w (account, key)
    join ${s}.order_key k on k.account = w.account and k.key = w.key`
  const rows = await queries.rows<KeyRow>({ name: "known keys", text }, [
    keyed.map(({ placement }) => idOrNone(placement.order.account)),
    keyed.map(({ claim }) => claim?.key),
  ])
  const known = new Map(rows.map((row) => [`${row.account} ${row.key}`, row]))
  const placed = await readPlacedOrders(
    { rows: queries.rows, schema: s },
    rows.map(({ order }) => order),
  )
  return new Map(
    keyed.flatMap((call) => {
      const { placement, claim } = call
      const found = known.get(`${placement.order.account} ${claim?.key}`)
      if (found === undefined || claim === null) return []
      const isSame = found.fingerprint === claim.fingerprint
      return [[call, replayedResult(isSame, placed.get(found.order), claim.key)] as const]
    }),
  )
}

interface KeyRow {
  readonly account: number
  readonly key: string
  readonly fingerprint: string
  readonly order: number
}

/** Returns the result of a key that was used before: that of its order, or an error if it was used for another request. */
const replayedResult = (isSame: boolean, before: Order | undefined, key: IdempotencyKeyReused["key"]): PlacementEnd =>
  isSame && before !== undefined ? Result.succeed(before) : Result.fail(new IdempotencyKeyReused({ key }))

const write = async (
  { rows }: Queries,
  s: string,
  orders: ReadonlyArray<PlacementCall>,
  levels: ReadonlyArray<StockLevel>,
  isDistributed: boolean,
): Promise<ReadonlyArray<Order>> => {
  const all = contentsOf(orders)
  const contents = isDistributed ? { ...all, keyed: false } : all
  const text = `with ${writeOrders(s, contents, "true", 3)}, reserved as (
      update ${s}.stock_level l set reserved = n.reserved
      from unnest($1::bigint[], $2::bigint[]) as n (stock_item, reserved)
      where l.stock_item = n.stock_item and exists (select from ids)
    )
    select orders, lines from ids`
  const [row] = await rows<TakenIds>({ name: nameFor("write", contents), text }, [
    levels.map(({ stockItem }) => stockItem),
    levels.map(({ reserved }) => reserved),
    ...orderValues(orders, contents),
  ])
  // Another process has used one of the keys since it was looked up. The transaction ends and is repeated.
  if (row === undefined) throw new ConcurrentWrite()
  const placed = withTakenIds(orders, row)
  if (isDistributed) await claimKeys({ rows }, s, orders, placed)
  return placed
}
