import { Effect } from "effect"
import { MAX_BEHIND, MAX_LISTED_EVENTS, type Subscribers } from "../../../application/ports/subscribers.ts"
import { existing, type Store } from "./store.ts"

/** The in-memory implementation of `Subscribers`. */
export const inMemorySubscribers = (store: Store): Subscribers => ({
  list: () =>
    Effect.sync(() =>
      [...store.subscribers]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, { position, deferred }]) => ({
          name,
          behind: Math.min(MAX_BEHIND, [...store.events.keys()].filter((number) => number > position).length),
          deferred: deferred.size,
          next: [...deferred]
            .toSorted(([a, { due }], [b, other]) => due - other.due || a - b)
            .slice(0, MAX_LISTED_EVENTS)
            .map(([number, { failures, due }]) => ({
              id: String(number),
              kind: existing(store.events, number, "event")._tag,
              failures,
              due: new Date(due),
            })),
        })),
    ),
  retry: (name) =>
    Effect.sync(() => {
      const deferred = store.subscribers.get(name)?.deferred ?? new Map()
      const now = Date.now()
      for (const [number, { failures }] of deferred) deferred.set(number, { failures, at: now, due: now })
      return deferred.size
    }),
})
