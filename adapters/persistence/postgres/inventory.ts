import { Effect } from "effect"
import type { Inventory, StockLevelConflict } from "../../../application/ports/inventory.ts"
import type { Restocking } from "../../../domain/stock/restock.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import type { Database } from "./database.ts"
import { rowOf } from "./event-rows.ts"
import { idOrNone } from "./ids.ts"

export const makeInventory = (database: Database): Inventory => ({
  recordRestocking: (restocking) =>
    Effect.promise(() => record(database, restocking)).pipe(
      Effect.flatMap((level) =>
        level === null ? Effect.fail<StockLevelConflict>({ _tag: "StockLevelConflict" }) : Effect.succeed(level),
      ),
    ),
})

/** Records a restocking in one statement if the quantity on hand is still the one it was decided from. */
const record = async (
  { rows, schema: s }: Database,
  { from, level: { stockItem, onHand }, movements: [movement], event }: Restocking,
): Promise<StockLevel | null> => {
  const { stream, kind, facts, at } = rowOf(event)
  const text = `with level as (
      update ${s}.stock_level set on_hand = $3, version = version + 1
      where sku = $1 and on_hand = $2 returning reserved, version
    ), recorded as (
      insert into ${s}.stock_movement (sku, kind, quantity, at) select $1, $4, $5, $9 from level
    ), event_row as (
      insert into ${s}.event (stream, number, kind, facts, at) select $6, l.version, $7, $8::json, $9 from level l
    )
    select reserved from level`
  const values = [idOrNone(stockItem), from, onHand, movement.kind, movement.quantity, stream, kind, facts, at]
  const [row] = await rows({ name: "restock", text }, values)
  return row === undefined ? null : { stockItem, onHand, reserved: Number(row.reserved) }
}
