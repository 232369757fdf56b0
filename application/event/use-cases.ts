import type { In, Style } from "../use-case-style.ts"
import type { DeleteSubscriber } from "./deliver-events.ts"
import type { LatestEvent } from "./latest-event.ts"
import type { PurgeExpired } from "./purge-expired.ts"
import type { ListSubscribers, RetryEvents } from "./subscribers.ts"

/** Events, and the removal of expired records. See `UseCasesIn`. */
export interface EventUseCases<S extends Style> {
  /** Deletes a subscriber and its position. Subscribing again starts from the beginning. */
  readonly deleteSubscriber: In<S, DeleteSubscriber>
  /** Returns how far the delivery of events to each subscriber has come, webhooks included. Admins only. */
  readonly listSubscribers: In<S, ListSubscribers>
  /**
   * Returns the number of the newest event. It grows with every change of orders, accounts, stock and products, so that a
   * client that polls it knows when to read again. Admins only.
   *
   * @example
   * const before = await shop.latestEvent(admin)
   * const after = await shop.latestEvent(admin)
   * if (before.ok && after.ok && after.value > before.value) console.log("the shop has changed")
   */
  readonly latestEvent: In<S, LatestEvent>
  /** Delivers the deferred events of a subscriber again at once, and returns their number. Admins only. */
  readonly retryEvents: In<S, RetryEvents>
  /** Removes a bounded number of expired records. Returns whether more may be left. */
  readonly purgeExpired: In<S, PurgeExpired>
}
