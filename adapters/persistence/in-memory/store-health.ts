import { Effect } from "effect"
import type { StoreHealth, SubscriberBacklog } from "../../../application/ports/store-health.ts"
import type { Store } from "./store.ts"

/** The in-memory implementation of `StoreHealth`. It is always ready. */
export const inMemoryStoreHealth = (store: Store): StoreHealth => ({
  check: () => Effect.void,
  backlog: () =>
    Effect.sync(() =>
      [...store.subscribers].map(([subscriber, { position, deferred }]): SubscriberBacklog => {
        const waiting = [...store.events].filter(([number]) => number > position || deferred.has(number))
        return { subscriber, events: waiting.length, oldest: waiting[0]?.[1].at ?? null }
      }),
    ),
})
