import { Effect } from "effect"
import type { Retention } from "../../../application/ports/retention.ts"
import { latestRecordedTime } from "../../../domain/recorded-time.ts"
import type { Store } from "./store.ts"

/** The in-memory implementation of `Retention`. */
export const inMemoryRetention = (store: Store): Retention => ({
  removeKeys: (before, limit, now) =>
    Effect.sync(() => {
      const latest = latestRecordedTime(now)
      const remove = <Key extends { readonly at: Date }>(keys: Map<string, Key>): number => {
        for (const [key, record] of keys)
          if (record.at > latest) keys.set(key, Object.freeze({ ...record, at: new Date(now) }))
        const old = [...keys].filter(([, { at }]) => at < before).slice(0, limit)
        for (const [key] of old) keys.delete(key)
        return old.length
      }
      return Math.max(remove(store.orderKeys), remove(store.stockKeys), remove(store.catalogKeys))
    }),

  removeEvents: (before, limit, now) =>
    Effect.sync(() => {
      const latest = latestRecordedTime(now)
      for (const [number, event] of store.events)
        if (event.at > latest) store.events.set(number, Object.freeze({ ...event, at: new Date(now) }))
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
