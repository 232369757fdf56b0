import type { Effect } from "effect"
import type { ShopEvent } from "../../domain/event/event.ts"

/** An event as the store keeps it. The id is the event's own: who is told twice can tell by it. */
export interface RecordedEvent {
  readonly id: string
  readonly event: ShopEvent
}

/** An event that a subscriber has still to be told. */
export interface PendingEvent extends RecordedEvent {
  readonly stream: string
  /** Whether it was put off before; such events come first. */
  readonly deferred: boolean
  /** How often telling it failed. */
  readonly failures: number
  /** Whether an earlier event of its stream was put off: then this one has to wait behind it. */
  readonly blocked: boolean
}

/** What became of a pending event: told (`null`), or put off for so many seconds. */
export interface EventOutcome extends Pick<PendingEvent, "id" | "stream" | "deferred" | "failures"> {
  readonly retryInSeconds: number | null
}

/**
 * The events that decisions left, and how far each subscriber has come. Whoever records a decision records its event in
 * the same step; an event never shows up behind one that a subscriber was told already.
 */
export interface Outbox {
  /**
   * Takes the work of a subscriber for one holder, or keeps it, for so many seconds: a token that stays the same until
   * another holder has had the work, or `null` while another one has it. Zero seconds give it back. A new name begins
   * with the oldest event kept, or with what is yet to happen.
   */
  readonly lease: (
    subscriber: string,
    lease: { readonly holder: string; readonly seconds: number; readonly from: "oldest" | "now" },
  ) => Effect.Effect<number | null>
  /** What is next: due events that were put off, one a stream, then new ones in the order in which they happened. */
  readonly next: (subscriber: string, limit: number) => Effect.Effect<ReadonlyArray<PendingEvent>>
  /** Keeps what became of pending events, in the order given, if the token is the latest one; tells whether. */
  readonly acknowledge: (
    subscriber: string,
    token: number,
    outcomes: ReadonlyArray<EventOutcome>,
  ) => Effect.Effect<boolean>
  /** Forgets a subscriber for good: nothing is kept for it any longer. */
  readonly deleteSubscriber: (subscriber: string) => Effect.Effect<void>
}
