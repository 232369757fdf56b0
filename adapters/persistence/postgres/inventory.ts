import { Effect } from "effect"
import type { Inventory, StockLevelConflict } from "../../../application/ports/inventory.ts"
import type { Restocking } from "../../../domain/stock/restock.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import type { Database, Queries } from "./database.ts"
import { rowOf } from "./event-rows.ts"
import { idOrNone } from "./ids.ts"
import { makeLockWaits } from "./lock-waits.ts"
import { LockedRow, lockRow, withoutLocked } from "./locked-row.ts"

export const makeInventory = (database: Database): Inventory => {
  const lockWaits = makeLockWaits<Restocking, StockLevel | null>({
    run: (row, restockings, seconds) =>
      database.transaction(
        async (queries) => {
          await lockRow(queries, database.schema, row)
          const ends: Array<StockLevel | LockedRow | null> = []
          for (const restocking of restockings) ends.push(await record(database, queries, restocking))
          return ends
        },
        { lockWaitSeconds: seconds },
      ),
    apart: ({ level }) => `${level.stockItem}`,
    lockWaitSeconds: database.lockWaitSeconds,
  })
  const restock = async (restocking: Restocking): Promise<StockLevel | null> => {
    const end = await record(database, database, restocking)
    return end instanceof LockedRow ? lockWaits.wait(end, restocking) : end
  }
  return {
    recordRestocking: (restocking) =>
      Effect.promise(() => restock(restocking)).pipe(
        Effect.flatMap((level) =>
          level === null ? Effect.fail<StockLevelConflict>({ _tag: "StockLevelConflict" }) : Effect.succeed(level),
        ),
      ),
  }
}

/**
 * Records a restocking in one statement if the quantity on hand is still the one it was decided from. Returns the level,
 * `null` if it is not, or the row if another transaction has locked it.
 */
const record = async (
  { schema: s, isJoined }: Database,
  { rows }: Queries,
  { from, level: { stockItem, onHand }, movements: [movement], event }: Restocking,
): Promise<StockLevel | LockedRow | null> => {
  const { stream, kind, facts, at } = rowOf(event)
  const text = `with held as (
      select l.stock_item from ${s}.stock_level l where l.stock_item = $1 and l.on_hand = $2 for no key update${withoutLocked(isJoined)}
    ), level as (
      update ${s}.stock_level set on_hand = $3, version = version + 1
      where stock_item = $1 and on_hand = $2 and exists (select from held) returning reserved, version
    ), recorded as (
      insert into ${s}.stock_movement (stock_item, kind, quantity, at) select $1, $4, $5, $9 from level
    ), event_row as (
      insert into ${s}.event (stream, number, kind, facts, at) select $6, l.version, $7, $8::json, $9 from level l
    )
    select (select reserved from level) as reserved,
      exists (select from ${s}.stock_level where stock_item = $1 and on_hand = $2) as current`
  const values = [idOrNone(stockItem), from, onHand, movement.kind, movement.quantity, stream, kind, facts, at]
  const [row] = await rows<LevelRow>({ name: "restock", text }, values)
  if (row === undefined) return null
  if (row.reserved !== null) return { stockItem, onHand, reserved: row.reserved }
  return row.current && !isJoined ? new LockedRow("stock_level", stockItem) : null
}

interface LevelRow {
  readonly reserved: number | null
  /** Whether the level had the quantity on hand when the statement began. */
  readonly current: boolean
}
