import { Brand, type Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { TokenPurpose } from "../../domain/account/account-token.ts"

/** Identifies a queued mail: a whole number from 1, assigned by the store. */
export type QueuedMailId = number & Brand.Brand<"QueuedMailId">
/**
 * Brands the id that a store assigned to a queued mail.
 *
 * @example
 * const first = QueuedMailId(1)
 */
export const QueuedMailId = Brand.nominal<QueuedMailId>()

/** A request for a mail with a link. It contains neither the link nor an address. */
export interface MailRequest {
  readonly purpose: TokenPurpose
  /** `null` for a request that named no account. Both kinds are stored, so that they take the same time. */
  readonly account: AccountId | null
  readonly requestedAt: Date
}

/** A request that one process is working on. */
export interface QueuedMail extends MailRequest {
  readonly id: QueuedMailId
  /** How often it was taken, this time included. */
  readonly attempts: number
}

/**
 * The longest time in seconds by which a mail can be postponed. A later one was stored by a clock that was wrong.
 *
 * @example
 * const latest = new Date(Date.now() + MAX_POSTPONED_SECONDS * 1000)
 */
export const MAX_POSTPONED_SECONDS = 3600

/** The mails that are still to be sent. */
export interface MailQueue {
  readonly add: (request: MailRequest) => Effect.Effect<void>
  /**
   * Returns the mail that has been due for the longest time, or `null`. No other call returns it for `seconds`, on any
   * process. A mail that is postponed by more than {@link MAX_POSTPONED_SECONDS} counts as due.
   */
  readonly take: (now: Date, seconds: number) => Effect.Effect<QueuedMail | null>
  /** Deletes a mail that was sent or given up. */
  readonly remove: (mail: QueuedMailId) => Effect.Effect<void>
  /** Makes a mail due at a time. */
  readonly postpone: (mail: QueuedMailId, until: Date) => Effect.Effect<void>
}
