import type { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { OrderId } from "../../domain/order/order.ts"
import type { StoredMovementKind } from "../../domain/stock/movement.ts"
import type { StockItemId } from "../../domain/stock/stock-item.ts"
import type { StockLevel } from "../../domain/stock/stock-level.ts"
import type { StockDrift } from "./stock-audit.ts"

/** A change of the quantity on hand, as stored. */
export interface StockMovement {
  /** Ascending in the order in which the movements of one stock item were recorded. */
  readonly id: number
  readonly kind: StoredMovementKind
  /** A whole number from 1. See `movementEffects` for its sign. */
  readonly quantity: number
  /** The order that was shipped, or `null`. */
  readonly order: OrderId | null
  /** The account on whose behalf the movement was recorded, or `null` when it is not known. */
  readonly by: AccountId | null
  /** Empty when none was given. */
  readonly reason: string
  readonly at: Date
}

/** A stock item of which little is available. `threshold` is its own, or the shop's. */
export interface LowStock extends StockLevel, Pick<StockDrift, "product" | "variant"> {
  readonly threshold: number
}

/** Reads the histories of stock items, and finds those of which little is available. */
export interface StockSearch {
  /** Returns the movements of a stock item, newest first, before the movement `before` if it is given. */
  readonly history: (query: {
    readonly stockItem: StockItemId
    readonly before?: number | undefined
    readonly limit: number
  }) => Effect.Effect<ReadonlyArray<StockMovement>>
  /**
   * Returns the stock items of which no more is available than their own threshold, or than `threshold` if they have
   * none, in ascending order of stock item. Leaves out archived products and variants.
   */
  readonly low: (query: {
    readonly threshold: number
    readonly after?: StockItemId | undefined
    readonly limit: number
  }) => Effect.Effect<ReadonlyArray<LowStock>>
}
