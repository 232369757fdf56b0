import type { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { UnknownAccount } from "../../domain/account/errors.ts"
import type { MetadataChange } from "../../domain/order/change-metadata.ts"
import type { StatusChange } from "../../domain/order/change-status.ts"
import type { IdempotencyKeyReused, TooManyUnpaidOrders } from "../../domain/order/errors.ts"
import type { IdempotencyClaim } from "../../domain/order/idempotency.ts"
import type { Order } from "../../domain/order/order.ts"
import type { Placement } from "../../domain/order/place-order.ts"
import type { OutOfStock } from "../../domain/stock/errors.ts"

/** The order's status has changed since the change was decided. Read the order and decide again. */
export interface OrderStatusConflict {
  readonly _tag: "OrderStatusConflict"
}

/** The order's metadata has changed since the change was decided. Read the order and decide again. */
export interface OrderMetadataConflict {
  readonly _tag: "OrderMetadataConflict"
}

/**
 * Records decisions about orders. A decision is recorded as a whole: the order, its stock movements and its event, or
 * nothing. Concurrent decisions never reserve more than is on hand.
 */
export interface OrderLedger {
  /**
   * Records a placed order. The domain's `settle` decides whether there is enough stock; the error names the first
   * stock item that falls short, in ascending order. An unknown account does not affect orders that are recorded at the
   * same time.
   * The limit of unpaid orders also holds for concurrent orders, on every process. It is checked before the stock.
   */
  readonly record: (placement: Placement) => Effect.Effect<Order, OutOfStock | UnknownAccount | TooManyUnpaidOrders>
  /**
   * Records a placed order under its account's idempotency key. If the key was used before, returns the order as it was
   * placed then, with its present metadata. Waits for a concurrent call with the same key. A refused order does not use up its key.
   */
  readonly recordOnce: (
    placement: Placement,
    claim: IdempotencyClaim,
  ) => Effect.Effect<Order, OutOfStock | UnknownAccount | TooManyUnpaidOrders | IdempotencyKeyReused>
  /** Returns the order that was recorded under an account's key, as it was placed and with its present metadata, or `null`. */
  readonly recall: (account: AccountId, claim: IdempotencyClaim) => Effect.Effect<Order | null, IdempotencyKeyReused>
  /** Records a status change if the order's status is still `event.from`. */
  readonly recordStatusChange: (change: StatusChange) => Effect.Effect<void, OrderStatusConflict>
  /**
   * Records a change of an order's metadata if the metadata is still `from`. Like a note, it has no event and raises
   * `latest` of the port `Outbox`.
   */
  readonly recordMetadataChange: (change: MetadataChange) => Effect.Effect<void, OrderMetadataConflict>
}
