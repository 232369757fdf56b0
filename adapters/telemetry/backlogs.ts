import { Effect } from "effect"
import type { SubscriberBacklog } from "../../application/ports/store-health.ts"
import type { Instruments } from "./instruments.ts"

/** Keeps the last backlogs that were read, because gauges are read at once. After a failure, it keeps the former ones. */
export const watchBacklogs = ({ gauge }: Instruments, read: () => Effect.Effect<ReadonlyArray<SubscriberBacklog>>) => {
  const known = new Map<string, { latest: SubscriberBacklog; readonly remove: ReadonlyArray<() => void> }>()
  const add = (latest: SubscriberBacklog) => {
    const { subscriber } = latest
    const value = (of: (backlog: SubscriberBacklog) => number) => () => of(known.get(subscriber)?.latest ?? latest)
    const lag = ({ oldest }: SubscriberBacklog) =>
      oldest === null ? 0 : Math.max(0, (Date.now() - oldest.getTime()) / 1000)
    const remove = [
      gauge(
        "shopwright.outbox.pending",
        "Events that a subscriber has not handled",
        { subscriber },
        value((b) => b.events),
      ),
      gauge(
        "shopwright.outbox.lag",
        "Age of the oldest event that a subscriber has not handled",
        { subscriber },
        value(lag),
      ),
    ]
    known.set(subscriber, { latest, remove })
  }
  const forget = (subscriber: string) => {
    for (const remove of known.get(subscriber)?.remove ?? []) remove()
    known.delete(subscriber)
  }
  return {
    refresh: async (): Promise<void> => {
      const found = await Effect.runPromise(read()).catch(() => null)
      if (found === null) return
      for (const latest of found) {
        const before = known.get(latest.subscriber)
        if (before === undefined) add(latest)
        else before.latest = latest
      }
      const names = new Set(found.map(({ subscriber }) => subscriber))
      for (const subscriber of known.keys()) if (!names.has(subscriber)) forget(subscriber)
    },
    end: (): void => {
      for (const subscriber of [...known.keys()]) forget(subscriber)
    },
  }
}
