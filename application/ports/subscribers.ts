import type { Effect } from "effect"
import type { ShopEvent } from "../../domain/event/event.ts"

/** An event whose delivery failed, and when it is delivered again. */
export interface DeferredEvent {
  readonly id: string
  readonly kind: ShopEvent["_tag"]
  /** The number of failed deliveries. 0 for an event that waits for an earlier one of its stream. */
  readonly failures: number
  readonly due: Date
}

/** How far the delivery to a subscriber has come. */
export interface SubscriberProgress {
  readonly name: string
  /** The number of events that have not been delivered once. Counts up to `MAX_BEHIND`. */
  readonly behind: number
  /** The number of deferred events. */
  readonly deferred: number
  /** The deferred events that are due first, up to `MAX_LISTED_EVENTS`. */
  readonly next: ReadonlyArray<DeferredEvent>
}

/**
 * Up to this number, `behind` is exact.
 *
 * @example
 * const isExact = (behind: number): boolean => behind < MAX_BEHIND
 */
export const MAX_BEHIND = 1000

/**
 * The most deferred events of a subscriber that a list shows.
 *
 * @example
 * const isComplete = (deferred: number): boolean => deferred <= MAX_LISTED_EVENTS
 */
export const MAX_LISTED_EVENTS = 20

/** Shows what the outbox still has to deliver. */
export interface Subscribers {
  /** Returns the progress of every subscriber, in the order of their names. */
  readonly list: () => Effect.Effect<ReadonlyArray<SubscriberProgress>>
  /** Makes all deferred events of a subscriber due, and returns their number. An unknown subscriber has none. */
  readonly retry: (subscriber: string) => Effect.Effect<number>
}
