import type { Effect } from "effect"
import type { OrderStep } from "../../domain/order/history.ts"
import type { OrderId } from "../../domain/order/order.ts"
import type { BuyerOrder } from "./orders.ts"

/** An order with its history and the shop's note. */
export interface OrderRecord {
  readonly order: BuyerOrder
  /** The statuses from `created` to the current one, oldest first. */
  readonly steps: ReadonlyArray<OrderStep>
  /** Empty when there is none. */
  readonly note: string
}

/** The note of an order is no longer the one that a new note is based on. */
export interface OrderNoteConflict {
  readonly _tag: "OrderNoteConflict"
}

/** Reads the histories of orders, which `OrderLedger` writes with each status change, and keeps the shop's notes. */
export interface OrderHistory {
  /** Returns an order from one snapshot, or `null`. */
  readonly find: (order: OrderId) => Effect.Effect<OrderRecord | null>
  /**
   * Replaces the note of an order in one step, if the note is still `from`, where that is given. No note counts as an
   * empty one. Returns false, without a change, when the order does not exist.
   */
  readonly setNote: (
    order: OrderId,
    note: string,
    at: Date,
    from?: string | undefined,
  ) => Effect.Effect<boolean, OrderNoteConflict>
}
