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

/** What one look at the overdue orders came to. */
export interface Expired {
  readonly cancelled: number
  /** Whether there may be more of them. */
  readonly more: boolean
}

/**
 * Cancels a bounded number of orders that were placed longer ago than they may stay unpaid, and gives their stock back.
 * Any number of processes may do so at once, and buyers may pay meanwhile: each order is cancelled once or not at all.
 */
export type ExpireOrders = (ttlSeconds: number) => Effect.Effect<Expired>

const AT_ONCE = 100

export const makeExpireOrders = ({ overdue, ledger, clock }: ExpireOrdersPorts): ExpireOrders =>
  Effect.fnUntraced(function* (ttlSeconds) {
    // Anything else would cancel orders that were placed a moment ago.
    if (!(ttlSeconds > 0))
      return yield* Effect.die(new RangeError(`expireOrders: ${ttlSeconds} seconds are no time limit`))
    const now = clock.now()
    const orders = yield* overdue.unpaidSince(new Date(now.getTime() - ttlSeconds * 1000), AT_ONCE)
    const ends = yield* Effect.forEach(
      orders,
      (order) =>
        Effect.fromResult(changeStatus(order, "cancelled", now)).pipe(
          Effect.flatMap((change) => (change === null ? Effect.succeed(0) : Effect.as(ledger.amend(change), 1))),
          // Paid, or cancelled by somebody else, since it was looked up: then there is nothing left to do.
          Effect.catchTag(["OrderStatusConflict", "IllegalStatusChange"], () => Effect.succeed(0)),
        ),
      { concurrency: 4 },
    )
    return { cancelled: ends.reduce<number>((sum, n) => sum + n, 0), more: orders.length === AT_ONCE }
  })
