import { Cause, Clock, Effect, Exit, Fiber } from "effect"
import type { EventOutcome, Outbox, PendingEvent, RecordedEvent } from "../ports/outbox.ts"

/** Handles an event. After a failure the event is delivered again. After a crash an event may be delivered twice. */
export type EventHandler = (recorded: RecordedEvent) => Effect.Effect<void, unknown>

/** A subscriber and its delivery settings. */
export interface Subscription {
  /** The subscriber's name. Its position in the outbox is stored under this name, across restarts and processes. */
  readonly name: string
  /** Identifies this run of this process. Of all processes with the same subscriber, one at a time delivers. */
  readonly holder: string
  readonly handler: EventHandler
  readonly from: "oldest" | "now"
  /** Seconds without a heartbeat after which another process takes over. */
  readonly leaseSeconds: number
  /** Seconds before the first retry. Exponential backoff: each retry waits twice as long, up to `longestRetrySeconds`. */
  readonly retrySeconds: number
  readonly longestRetrySeconds: number
  /** Receives the error of a failed handler. */
  readonly onFailure: (fault: unknown) => void
}

export interface EventDelivery {
  /**
   * Delivers the next events to the subscriber, one after the other. Returns whether there may be more. When
   * interrupted, it finishes the current event and acknowledges what was delivered.
   */
  readonly step: Effect.Effect<boolean>
  /** Gives up the lease so that another process can take over immediately. The next step acquires it again. */
  readonly giveBack: Effect.Effect<void>
  /** Returns the seconds until the earliest retry after a failure in this process, or `null` if there is none. */
  readonly secondsToRetry: Effect.Effect<number | null>
}

export type DeliverEvents = (subscription: Subscription) => EventDelivery

const AT_ONCE = 100
/** The largest number of events that may be delivered again after a crash, besides the current one. */
const ACKNOWLEDGE_MILLIS = 100

/**
 * Delivers events at least once and in order per stream. While one event fails, later events of its stream wait. Other
 * streams continue.
 */
export const makeDeliverEvents =
  ({ outbox }: { readonly outbox: Outbox }): DeliverEvents =>
  ({ name, holder, handler, from, leaseSeconds, retrySeconds, longestRetrySeconds, onFailure }) => {
    const noLease = { token: null, renewAt: 0 }
    let lease: { readonly token: number | null; readonly renewAt: number } = noLease
    /** When deferred events are due, in milliseconds since 1970. */
    const retries = new Set<number>()

    const renew = Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      const token = yield* outbox.lease(name, { holder, seconds: leaseSeconds, from })
      lease = { token, renewAt: token === null ? 0 : now + (leaseSeconds * 1000) / 3 }
      return token
    })
    const hold = Effect.flatMap(Clock.currentTimeMillis, (now) =>
      now < lease.renewAt ? Effect.succeed(lease.token) : renew,
    )

    /** Sends heartbeats while a handler runs. */
    const alive = <A>(work: Effect.Effect<A>): Effect.Effect<A> =>
      Effect.gen(function* () {
        const pause = Effect.sleep((leaseSeconds * 1000) / 3)
        const beat = Effect.forever(Effect.andThen(pause, Effect.uninterruptible(renew)))
        const beating = yield* Effect.forkChild(Effect.interruptible(beat))
        return yield* Effect.ensuring(work, Fiber.interrupt(beating))
      })

    const deliver = Effect.fnUntraced(function* (pending: PendingEvent) {
      const end = yield* alive(Effect.exit(Effect.suspend(() => handler({ id: pending.id, event: pending.event }))))
      if (Exit.isSuccess(end)) return outcomeOf(pending, null)
      onFailure(Cause.squash(end.cause))
      const failures = pending.failures + 1
      const pause = Math.min(retrySeconds * 2 ** (failures - 1), longestRetrySeconds)
      retries.add((yield* Clock.currentTimeMillis) + pause * 1000)
      return outcomeOf({ ...pending, failures }, pause)
    })

    const step = Effect.gen(function* () {
      const token = yield* hold
      if (token === null) return false
      const pending = yield* outbox.next(name, AT_ONCE)
      const waiting = new Set<string>()
      let outcomes: Array<EventOutcome> = []
      let acknowledgedAt = yield* Clock.currentTimeMillis
      // After another process held the lease, the events that were read are stale, even if the lease returns.
      let outOfDate = false

      const acknowledge = Effect.gen(function* () {
        if (outcomes.length === 0 || outOfDate) return
        const acknowledging = outcomes
        outcomes = []
        acknowledgedAt = yield* Clock.currentTimeMillis
        outOfDate = !(yield* outbox.acknowledge(name, token, acknowledging))
      })
      const deliverNext = Effect.fnUntraced(function* (next: PendingEvent) {
        if (outOfDate || (yield* hold) !== token) {
          outOfDate = true
          return
        }
        const blocked = next.blocked || waiting.has(next.stream)
        const outcome = blocked ? outcomeOf(next, 0) : yield* deliver(next)
        if (outcome.retryInSeconds !== null) waiting.add(next.stream)
        outcomes.push(outcome)
        if ((yield* Clock.currentTimeMillis) - acknowledgedAt >= ACKNOWLEDGE_MILLIS) yield* acknowledge
      })
      const deliverAll = Effect.forEach(pending, (next) => Effect.uninterruptible(deliverNext(next)), { discard: true })
      yield* Effect.ensuring(deliverAll, acknowledge)
      return pending.length > 0 && !outOfDate
    })

    const giveBack = Effect.suspend(() => {
      if (lease.token === null) return Effect.void
      lease = noLease
      return Effect.asVoid(outbox.lease(name, { holder, seconds: 0, from }))
    })
    const secondsToRetry = Effect.map(Clock.currentTimeMillis, (now) => {
      for (const due of retries) if (due <= now) retries.delete(due)
      return retries.size === 0 ? null : (Math.min(...retries) - now) / 1000
    })
    return { step, giveBack, secondsToRetry }
  }

/**
 * Deletes a subscriber and its position, so that no events are kept for it. Subscribing again starts from the
 * beginning.
 */
export type DeleteSubscriber = (name: string) => Effect.Effect<void>

export const makeDeleteSubscriber =
  ({ outbox }: { readonly outbox: Outbox }): DeleteSubscriber =>
  (name) =>
    outbox.deleteSubscriber(name)

const outcomeOf = ({ id, stream, deferred, failures }: PendingEvent, retryInSeconds: number | null): EventOutcome => ({
  id,
  stream,
  deferred,
  failures,
  retryInSeconds,
})
