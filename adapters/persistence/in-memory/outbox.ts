import { Effect } from "effect"
import type { Outbox, PendingEvent } from "../../../application/ports/outbox.ts"
import { streamOf } from "../../../domain/event/event.ts"
import { latestRecordedTime } from "../../../domain/recorded-time.ts"
import { existing, type Store, type SubscriberState } from "./store.ts"

/** The in-memory implementation of `Outbox`. Events are numbered in the step that records them. */
export const inMemoryOutbox = (store: Store): Outbox => ({
  lease: (name, { holder, seconds, from }) =>
    Effect.sync(() => {
      const now = Date.now()
      const known = store.subscribers.get(name) ?? newSubscriber(from === "now" ? store.lastEvent : 0, holder)
      if (known.holder !== holder && known.leasedUntil > now && !isFromFuture(known.leasedAt, now)) return null
      if (known.holder !== holder) known.token++
      known.holder = holder
      known.leasedAt = now
      known.leasedUntil = now + seconds * 1000
      store.subscribers.set(name, known)
      return known.token
    }),

  waiting: (names) =>
    Effect.sync(() => names.filter((name) => !store.subscribers.has(name) || nextOf(store, name, 1).length > 0)),

  next: (name, limit) => Effect.sync(() => nextOf(store, name, limit)),

  acknowledge: (name, token, outcomes) =>
    Effect.sync(() => {
      const subscriber = store.subscribers.get(name)
      if (subscriber === undefined || subscriber.token !== token) return false
      const now = Date.now()
      for (const { id, deferred, failures, retryInSeconds } of outcomes) {
        const number = Number(id)
        if (!deferred) subscriber.position = number
        if (retryInSeconds === null) subscriber.deferred.delete(number)
        else subscriber.deferred.set(number, { failures, at: now, due: now + retryInSeconds * 1000 })
      }
      return true
    }),

  latest: () => Effect.sync(() => store.lastEvent),

  deleteSubscriber: (name) => Effect.sync(() => void store.subscribers.delete(name)),
})

/** Returns what a subscriber receives next. */
const nextOf = (store: Store, name: string, limit: number): ReadonlyArray<PendingEvent> => {
  const subscriber = store.subscribers.get(name)
  if (subscriber === undefined) return []
  const now = Date.now()
  const heads = new Map<string, PendingEvent & { readonly isDue: boolean }>()
  for (const [number, { failures, at, due }] of [...subscriber.deferred].toSorted(([a], [b]) => a - b)) {
    const event = existing(store.events, number, "event")
    const stream = streamOf(event)
    const isDue = due <= now || isFromFuture(at, now)
    if (!heads.has(stream))
      heads.set(stream, { id: String(number), event, stream, deferred: true, failures, blocked: false, isDue })
  }
  const deferred = [...heads.values()].filter(({ isDue }) => isDue).slice(0, limit)
  const fresh: Array<PendingEvent> = []
  for (const [number, event] of store.events) {
    if (number <= subscriber.position) continue
    if (fresh.length === limit) break
    const stream = streamOf(event)
    fresh.push({ id: String(number), event, stream, deferred: false, failures: 0, blocked: heads.has(stream) })
  }
  return [...deferred.map(({ isDue: _, ...pending }) => pending), ...fresh]
}

/** A lease or a deferral from the future holds nothing back. It was recorded while the clock was ahead. */
const isFromFuture = (recorded: number, now: number): boolean => recorded > latestRecordedTime(new Date(now)).getTime()

const newSubscriber = (position: number, holder: string): SubscriberState => ({
  position,
  holder,
  token: 1,
  leasedAt: 0,
  leasedUntil: 0,
  deferred: new Map(),
})
