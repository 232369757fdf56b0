import type { Restocking } from "../../../domain/stock/restock.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import type { StockTaking } from "../../../domain/stock/take-stock.ts"
import type { Queries } from "./database.ts"
import { rowOf } from "./event-rows.ts"
import { idOrNone } from "./ids.ts"
import { LockedRow, withoutLocked } from "./locked-row.ts"

/** A decision that sets the quantity on hand. */
export type LevelDecision = Restocking | StockTaking

/**
 * Records a new quantity on hand with its movement and event in one statement, if the quantity is still the one that the
 * decision was made from, and no more is reserved than the new quantity. Returns the level, or `null` if it is not. With
 * `waits`, waits for a row that another transaction has locked; otherwise returns the row.
 */
export const recordLevel = async (
  { rows }: Queries,
  s: string,
  { from, level: { stockItem, onHand }, movements: [movement], event, by }: LevelDecision,
  waits: boolean,
): Promise<StockLevel | LockedRow | null> => {
  const { stream, kind, facts, at } = rowOf(event)
  const text = `with held as (
      select l.stock_item from ${s}.stock_level l where l.stock_item = $1 and l.on_hand = $2 for no key update${withoutLocked(waits)}
    ), level as (
      update ${s}.stock_level set on_hand = $3, version = version + 1
      where stock_item = $1 and on_hand = $2 and reserved <= $3 and exists (select from held) returning reserved, version
    ), recorded as (
      insert into ${s}.stock_movement (stock_item, kind, quantity, account, reason, at)
      select $1, $4, $5, $10, $11, $9 from level
    ), event_row as (
      insert into ${s}.event (stream, number, kind, facts, at) select $6, l.version, $7, $8::json, $9 from level l
    )
    select (select reserved from level) as reserved, exists (
      select 1 from ${s}.stock_level where stock_item = $1 and on_hand = $2 and reserved <= $3
    ) as current`
  const name = waits ? "record level, waiting" : "record level"
  const reason = "reason" in event ? event.reason : ""
  const change = [idOrNone(stockItem), from, onHand, movement.kind, movement.quantity]
  const [row] = await rows<LevelRow>({ name, text }, [...change, stream, kind, facts, at, by, reason])
  if (row === undefined) return null
  if (row.reserved !== null) return { stockItem, onHand, reserved: row.reserved }
  return row.current && !waits ? new LockedRow("stock_level", stockItem) : null
}

interface LevelRow {
  readonly reserved: number | null
  /** Whether the level allowed the decision when the statement began. */
  readonly current: boolean
}
