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

/** Reads the histories of orders, which `OrderLedger` writes with each status change, and keeps the shop's notes. */
export interface OrderHistory {
  /** Returns an order from one snapshot, or `null`. */
  readonly find: (order: OrderId) => Effect.Effect<OrderRecord | null>
  /** Replaces the note of an order. Returns false, without a change, when the order does not exist. */
  readonly setNote: (order: OrderId, note: string, at: Date) => Effect.Effect<boolean>
}
