import { Effect } from "effect"
import { changeStatus } from "../../domain/order/change-status.ts"
import type { Clock } from "../ports/clock.ts"
import type { OrderLedger } from "../ports/order-ledger.ts"
import type { OverdueOrders } from "../ports/overdue-orders.ts"

export interface ExpireOrdersPorts {
  readonly overdue: OverdueOrders
  readonly ledger: OrderLedger
  readonly clock: Clock
}

/** The result of one pass over the overdue orders. */
export interface Expired {
  readonly cancelled: number
  /** Whether there may be more overdue orders. */
  readonly more: boolean
}

/**
 * Cancels a bounded number of orders that have been unpaid for too long and releases their stock. Any number of
 * processes may run this at once, and buyers may pay meanwhile: each order is cancelled once or not at all.
 */
export type ExpireOrders = (ttlSeconds: number) => Effect.Effect<Expired>

const AT_ONCE = 100

export const makeExpireOrders = ({ overdue, ledger, clock }: ExpireOrdersPorts): ExpireOrders =>
  Effect.fnUntraced(function* (ttlSeconds) {
    // Any other value would cancel orders that were placed a moment ago.
    if (!(ttlSeconds > 0))
      return yield* Effect.die(new RangeError(`expireOrders: ${ttlSeconds} seconds is not a valid time limit`))
    const now = clock.now()
    const orders = yield* overdue.unpaidSince(new Date(now.getTime() - ttlSeconds * 1000), AT_ONCE, now)
    const ends = yield* Effect.forEach(
      orders,
      (order) =>
        Effect.fromResult(changeStatus(order, "cancelled", now)).pipe(
          Effect.flatMap((change) =>
            change === null ? Effect.succeed(0) : Effect.as(ledger.recordStatusChange(change), 1),
          ),
          // The order was paid or cancelled since it was read, so nothing is left to do.
          Effect.catchTag(["OrderStatusConflict", "IllegalStatusChange"], () => Effect.succeed(0)),
        ),
      { concurrency: 4 },
    )
    return { cancelled: ends.reduce<number>((sum, n) => sum + n, 0), more: orders.length === AT_ONCE }
  })
