import { Effect } from "effect"
import type { Retention } from "../../../application/ports/retention.ts"
import type { Store } from "./store.ts"

/** The in-memory implementation of `Retention`. */
export const inMemoryRetention = (store: Store): Retention => ({
  removeKeys: (before, limit) =>
    Effect.sync(() => {
      const old = [...store.orderKeys].filter(([, { at }]) => at < before).slice(0, limit)
      for (const [key] of old) store.orderKeys.delete(key)
      return old.length
    }),

  removeEvents: (before, limit) =>
    Effect.sync(() => {
      const subscribers = [...store.subscribers.values()]
      const old = [...store.events]
        .filter(([number]) =>
          subscribers.every(({ position, deferred }) => number <= position && !deferred.has(number)),
        )
        .slice(0, limit)
        .filter(([, { at }]) => at < before)
      for (const [number] of old) store.events.delete(number)
      return old.length
    }),
})
