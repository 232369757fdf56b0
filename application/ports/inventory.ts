import type { Effect } from "effect"
import type { ShelfFull } from "../../domain/stock/errors.ts"
import type { Restocking } from "../../domain/stock/restock.ts"
import type { StockLevel } from "../../domain/stock/stock-level.ts"

/** The shelves, to be filled. */
export interface Inventory {
  /**
   * Puts pieces onto a shelf and gives its level as it is then: not a piece is lost, whoever else restocks or orders at
   * the same moment. Where the shelf would hold more than it can count, nothing is written.
   */
  readonly restock: (restocking: Restocking) => Effect.Effect<StockLevel, ShelfFull>
}
