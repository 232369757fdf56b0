import type { Effect } from "effect"
import type { Restocking } from "../../domain/stock/restock.ts"
import type { StockLevel } from "../../domain/stock/stock-level.ts"

/** The quantity on hand has changed since the restocking was decided. Read the level and decide again. */
export interface StockLevelConflict {
  readonly _tag: "StockLevelConflict"
}

/** The stock that is on hand. */
export interface Inventory {
  /**
   * Records a restocking if the quantity on hand is still `from`. Returns the level after it, with the
   * quantity that orders have reserved.
   */
  readonly recordRestocking: (restocking: Restocking) => Effect.Effect<StockLevel, StockLevelConflict>
}
