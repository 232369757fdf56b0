import { Data, type Effect } from "effect"

/**
 * The store cannot serve requests now: its database does not respond, or its tables have another version.
 *
 * @example
 * const check = () => Effect.fail(new StoreNotReady({ reason: "database", message: "no response" }))
 */
export class StoreNotReady extends Data.TaggedError("StoreNotReady")<{
  readonly reason: "database" | "schema"
  readonly message: string
}> {}

/** What a subscriber has not handled yet. */
export interface SubscriberBacklog {
  readonly subscriber: string
  /** The number of its events, at most 10,000. */
  readonly events: number
  /** When the oldest of them happened. `null` if there is none. */
  readonly oldest: Date | null
}

/** Checks whether the store can serve requests. */
export interface StoreHealth {
  /** Succeeds if the database responds and its tables have the version of this program. */
  readonly check: () => Effect.Effect<void, StoreNotReady>
  /** Returns what each subscriber has not handled yet, for metrics. A custom store may omit it. */
  readonly backlog?: () => Effect.Effect<ReadonlyArray<SubscriberBacklog>>
}
