import type { Effect } from "effect"
import type { ShopEvent } from "../../domain/event/event.ts"

/** An event as stored. Delivery is at least once. Use `id` to detect duplicates. */
export interface RecordedEvent {
  readonly id: string
  readonly event: ShopEvent
}

/** An event that a subscriber has not handled yet. */
export interface PendingEvent extends RecordedEvent {
  readonly stream: string
  /** Whether a delivery failed before. Deferred events come first. */
  readonly deferred: boolean
  /** The number of failed deliveries. */
  readonly failures: number
  /** Whether an earlier event of its stream is deferred. This event must wait for it. */
  readonly blocked: boolean
}

/** The result of a delivery: `retryInSeconds` is `null` after success, otherwise the time until the retry. */
export interface EventOutcome extends Pick<PendingEvent, "id" | "stream" | "deferred" | "failures"> {
  readonly retryInSeconds: number | null
}

/**
 * The events of recorded decisions, and the position of each subscriber. An event is stored in the same transaction as
 * its decision. A new event never appears before one that a subscriber has already received.
 */
export interface Outbox {
  /**
   * Acquires or renews the lease of a subscriber for a holder, in seconds. Returns a token that changes whenever the
   * holder changes, or `null` while another holder has the lease. Zero seconds release it. A new subscriber begins with
   * the oldest stored event or with new events.
   */
  readonly lease: (
    subscriber: string,
    lease: { readonly holder: string; readonly seconds: number; readonly from: "oldest" | "now" },
  ) => Effect.Effect<number | null>
  /**
   * Returns those of the given subscribers for which `next` may return events, and those that are not stored yet. Takes
   * no lease and writes nothing, so that idle shops can poll with it.
   */
  readonly waiting: (subscribers: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<string>>
  /** Returns the next events: due deferred events, one per stream, then new events in order. */
  readonly next: (subscriber: string, limit: number) => Effect.Effect<ReadonlyArray<PendingEvent>>
  /**
   * Stores the outcomes of pending events in the given order. Returns false, without a change, if the token is
   * outdated.
   */
  readonly acknowledge: (
    subscriber: string,
    token: number,
    outcomes: ReadonlyArray<EventOutcome>,
  ) => Effect.Effect<boolean>
  /**
   * Returns a number that grows with every event that is recorded, and with every note about an order and every threshold
   * for low stock that is set. Clients that show the shop read again when it has grown. It is at least the number of the
   * newest event, and 0 in a new shop. Without changes it writes nothing, so that it can be polled.
   */
  readonly latest: () => Effect.Effect<number>
  /** Deletes a subscriber and its position. No events are kept for it any more. */
  readonly deleteSubscriber: (subscriber: string) => Effect.Effect<void>
}
