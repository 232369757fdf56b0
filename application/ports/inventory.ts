import type { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { IdempotencyKeyReused } from "../../domain/order/errors.ts"
import type { IdempotencyClaim } from "../../domain/order/idempotency.ts"
import type { Restocking } from "../../domain/stock/restock.ts"
import type { StockItemId } from "../../domain/stock/stock-item.ts"
import type { StockLevel } from "../../domain/stock/stock-level.ts"
import type { MatchingCount, StockTaking } from "../../domain/stock/take-stock.ts"

/** The stock level is no longer the one that a decision was made from. Read the level and decide again. */
export interface StockLevelConflict {
  readonly _tag: "StockLevelConflict"
}

/** The stock that is on hand. */
export interface Inventory {
  /**
   * Records a restocking with its movement if the quantity on hand is still `from`. Returns the level afterwards, with
   * what orders have reserved by then.
   */
  readonly recordRestocking: (restocking: Restocking) => Effect.Effect<StockLevel, StockLevelConflict>
  /**
   * Does the same under an account's idempotency key, or returns the level that was returned under the key before. Waits
   * for a concurrent call with the same key. A conflict does not use up the key.
   */
  readonly recordRestockingOnce: (
    restocking: Restocking,
    account: AccountId,
    claim: IdempotencyClaim,
  ) => Effect.Effect<StockLevel, StockLevelConflict | IdempotencyKeyReused>
  /** Returns the level of a restocking or stock-take that was returned under an account's key, or `null`. */
  readonly recallLevel: (
    account: AccountId,
    claim: IdempotencyClaim,
  ) => Effect.Effect<StockLevel | null, IdempotencyKeyReused>
  /**
   * Records a stock-take with its movement if the quantity on hand is still `from` and no more is reserved than was
   * counted. Returns the level afterwards.
   */
  readonly recordStockTaking: (taking: StockTaking) => Effect.Effect<StockLevel, StockLevelConflict>
  /** Does the same under an account's idempotency key, as `recordRestockingOnce` does. A matching count has no movement. */
  readonly recordStockTakingOnce: (
    taking: StockTaking | MatchingCount,
    account: AccountId,
    claim: IdempotencyClaim,
  ) => Effect.Effect<StockLevel, StockLevelConflict | IdempotencyKeyReused>
  /**
   * Sets the quantity at or below which a stock item counts as low, or `null` for the shop's. Returns false when the
   * stock item does not exist.
   */
  readonly setLowThreshold: (stockItem: StockItemId, threshold: number | null) => Effect.Effect<boolean>
}
