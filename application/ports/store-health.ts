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

/** Checks whether the store can serve requests. */
export interface StoreHealth {
  /** Succeeds if the database responds and its tables have the version of this program. */
  readonly check: () => Effect.Effect<void, StoreNotReady>
}
