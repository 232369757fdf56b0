import type { In, Style } from "../use-case-style.ts"
import type { DeleteSubscriber } from "./deliver-events.ts"
import type { PurgeExpired } from "./purge-expired.ts"

/** Events, and the removal of expired records. See `UseCasesIn`. */
export interface EventUseCases<S extends Style> {
  /** Deletes a subscriber and its position. Subscribing again starts from the beginning. */
  readonly deleteSubscriber: In<S, DeleteSubscriber>
  /** Removes a bounded number of expired records. Returns whether more may be left. */
  readonly purgeExpired: In<S, PurgeExpired>
}
