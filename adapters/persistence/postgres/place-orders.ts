import { Result } from "effect"
import type { Order } from "../../../domain/order/order.ts"
import { movementsOf } from "../../../domain/stock/movement.ts"
import type { Database } from "./database.ts"
import { type LockedRow, withoutLocked } from "./locked-row.ts"
import { lockOwners, ownersOf } from "./order-owners.ts"
import { contentsOf, nameFor, orderValues, type TakenIds, withTakenIds, writeOrders } from "./order-writes.ts"
import type { PlacementCall, PlacementEnd } from "./placement-call.ts"
import { settleOrders } from "./settle-orders.ts"
import { isCheckViolation, isForeignKeyViolation, violatedConstraint } from "./sql-errors.ts"
import { statementFor } from "./statement-for.ts"

/**
 * Records placements, each as a whole or not at all. No two of them may share an idempotency key.
 *
 * One statement writes all of them if every account exists, every stock item has enough for all together and every key
 * is new, which is the usual case. Otherwise it writes nothing, and a transaction locks the stock rows and decides by the
 * domain's rule. A shop whose stock is distributed always uses the transaction, because one statement cannot lock rows of
 * several shards by an array. An order whose stock or account another transaction has locked is not placed: its end is
 * the locked row.
 */
export const placeOrders = async (
  database: Database,
  calls: ReadonlyArray<PlacementCall>,
): Promise<ReadonlyArray<PlacementEnd | LockedRow>> => {
  const placed = database.isDistributed ? null : await placeAll(database, calls)
  return placed === null
    ? database.transaction((queries) => settleOrders(database, queries, calls, null))
    : placed.map(Result.succeed)
}

/** Places all orders, or none and returns `null`. */
const placeAll = async (
  database: Database,
  calls: ReadonlyArray<PlacementCall>,
): Promise<ReadonlyArray<Order> | null> => {
  const needs = movementsOf(
    "reserve",
    calls.flatMap(({ placement }) => placement.movements),
  )
  const contents = contentsOf(calls)
  const { keyed, described, adjusted } = contents
  try {
    const [row] = await database.rows<TakenIds>(
      placing(database.schema, database.isJoined, keyed, described, adjusted),
      [
        needs.map(({ stockItem }) => stockItem),
        needs.map(({ quantity }) => quantity),
        ownersOf(calls),
        ...orderValues(calls, contents),
      ],
    )
    return row === undefined ? null : withTakenIds(calls, row)
  } catch (error) {
    if (isUndoneByConcurrency(error)) return null
    throw error
  }
}

// The comparison with `any` lets PostgreSQL use the index. It plans the statement without knowing how many stock items
// there are, and would read a small table as a whole for a join.
const placing = statementFor((s: string, isJoined: boolean, keyed: boolean, described: boolean, adjusted: boolean) => ({
  name: nameFor("place", { keyed, described, adjusted }),
  text: `with owners as (
      ${lockOwners(s, 3, isJoined)}
    ), stock as (
      select stock_item, on_hand - reserved as available from ${s}.stock_level
      where stock_item = any ($1::bigint[]) order by stock_item for no key update${withoutLocked(isJoined)}
    ), fit as (
      select pg_catalog.count(*) filter (where stock.available >= n.quantity) = pg_catalog.cardinality($1::bigint[])
        and (select pg_catalog.count(*) from owners) = pg_catalog.cardinality($3::bigint[]) as ok
      from stock join unnest($1::bigint[], $2::bigint[]) as n (stock_item, quantity) on n.stock_item = stock.stock_item
    ), ${writeOrders(s, { keyed, described, adjusted }, "(select ok from fit)", 4)}, reserved as (
      update ${s}.stock_level l set reserved = l.reserved + n.quantity
      from unnest($1::bigint[], $2::bigint[]) as n (stock_item, quantity)
      where l.stock_item = n.stock_item and l.stock_item = any ($1::bigint[]) and exists (select from ids)
    )
    select orders, lines from ids`,
}))

/**
 * Whether the database has undone the statement for one of two reasons that the transaction does not share. Either some
 * keys of the batch were new and others were not: then the new ones name orders that were not written. Or another
 * transaction has released stock meanwhile: PostgreSQL checks constraints once against the row as it was before.
 */
const isUndoneByConcurrency = (error: unknown): boolean =>
  (isForeignKeyViolation(error) && violatedConstraint(error) === "order_key_order_fkey") ||
  (isCheckViolation(error) && violatedConstraint(error) === "available")
