import type { Result } from "effect"
import type { UnknownAccount } from "../../../domain/account/errors.ts"
import type { IdempotencyKeyReused, TooManyUnpaidOrders } from "../../../domain/order/errors.ts"
import type { IdempotencyClaim } from "../../../domain/order/idempotency.ts"
import type { Order } from "../../../domain/order/order.ts"
import type { Placement } from "../../../domain/order/place-order.ts"
import type { OutOfStock } from "../../../domain/stock/errors.ts"

/** An order to place, with the claim on an idempotency key of its account, or `null`. */
export interface PlacementCall {
  readonly placement: Placement
  readonly claim: IdempotencyClaim | null
}

/** What became of a call. */
export type PlacementEnd = Result.Result<
  Order,
  OutOfStock | UnknownAccount | TooManyUnpaidOrders | IdempotencyKeyReused
>
