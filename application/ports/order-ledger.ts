import type { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { UnknownAccount } from "../../domain/account/errors.ts"
import type { StatusChange } from "../../domain/order/change-status.ts"
import type { IdempotencyKeyReused } from "../../domain/order/errors.ts"
import type { IdempotencyClaim } from "../../domain/order/idempotency.ts"
import type { Order } from "../../domain/order/order.ts"
import type { Placement } from "../../domain/order/place-order.ts"
import type { OutOfStock } from "../../domain/stock/errors.ts"

/** The order is no longer in the status that a change was decided from: somebody else was first. Decide again. */
export interface OrderStatusConflict {
  readonly _tag: "OrderStatusConflict"
}

/**
 * Makes decisions true: the order and all its stock movements, or nothing at all. For every movement the stock on hand
 * less the stock reserved stays at or above zero, whoever else records at the same moment.
 */
export interface OrderLedger {
  /**
   * Records a placed order; the first stock item, in ascending order, that falls short is named. An account that is not there
   * cannot order, and those who order at the same moment notice nothing of it.
   */
  readonly record: (placement: Placement) => Effect.Effect<Order, OutOfStock | UnknownAccount>
  /**
   * Records a placed order under its account's key, or gives the order that was recorded under it before, as it was
   * then: created, with the same ids, prices and times. One that is still under way is waited for. A refusal is not
   * kept: the key is free again.
   */
  readonly recordOnce: (
    placement: Placement,
    claim: IdempotencyClaim,
  ) => Effect.Effect<Order, OutOfStock | UnknownAccount | IdempotencyKeyReused>
  /** What was recorded under an account's key, as it was then; `null` where nothing was. */
  readonly recall: (account: AccountId, claim: IdempotencyClaim) => Effect.Effect<Order | null, IdempotencyKeyReused>
  /** Records a change of status. */
  readonly amend: (change: StatusChange) => Effect.Effect<void, OrderStatusConflict>
}
