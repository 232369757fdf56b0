import { Cause, Clock, Effect, Exit, Fiber } from "effect"
import type { EventOutcome, Outbox, PendingEvent, RecordedEvent } from "../ports/outbox.ts"

/** Acts on an event. One that fails is told the event again; one that succeeded may be, after a crash. */
export type EventHandler = (recorded: RecordedEvent) => Effect.Effect<void, unknown>

/** Who is to be told what happens, and how. */
export interface Subscription {
  /** The subscriber's place among the events is kept under its name, across restarts and processes. */
  readonly name: string
  /** This process, in this run: of all that have a subscriber's name, one at a time tells it. */
  readonly holder: string
  readonly handler: EventHandler
  readonly from: "oldest" | "now"
  /** After this time without a sign of life another process takes over. */
  readonly leaseSeconds: number
  /** The first pause after a failure; each further one is twice as long, up to `longestRetrySeconds`. */
  readonly retrySeconds: number
  readonly longestRetrySeconds: number
  /** Is told why the handler failed. */
  readonly onFailure: (fault: unknown) => void
}

export interface EventDelivery {
  /**
   * Tells the subscriber what is next, one event after the other; whether there may be more. Interrupted, it finishes
   * the event under way and keeps what was told.
   */
  readonly step: Effect.Effect<boolean>
  /** Lets another process go on at once. */
  readonly giveBack: Effect.Effect<void>
}

export type DeliverEvents = (subscription: Subscription) => EventDelivery

const AT_ONCE = 100
/** How much may be told again after a crash, at most, besides the event under way. */
const ACKNOWLEDGE_MILLIS = 100

/**
 * Delivers events at least once, in order within a stream. While one event fails, those behind it in its stream wait;
 * other streams go on.
 */
export const makeDeliverEvents =
  ({ outbox }: { readonly outbox: Outbox }): DeliverEvents =>
  ({ name, holder, handler, from, leaseSeconds, retrySeconds, longestRetrySeconds, onFailure }) => {
    let lease: { readonly token: number | null; readonly renewAt: number } = { token: null, renewAt: 0 }

    const renew = Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      const token = yield* outbox.lease(name, { holder, seconds: leaseSeconds, from })
      lease = { token, renewAt: token === null ? 0 : now + (leaseSeconds * 1000) / 3 }
      return token
    })
    const hold = Effect.flatMap(Clock.currentTimeMillis, (now) =>
      now < lease.renewAt ? Effect.succeed(lease.token) : renew,
    )

    /** Shows signs of life while a handler takes its time. */
    const alive = <A>(work: Effect.Effect<A>): Effect.Effect<A> =>
      Effect.gen(function* () {
        const pause = Effect.sleep((leaseSeconds * 1000) / 3)
        const beat = Effect.forever(Effect.andThen(pause, Effect.uninterruptible(renew)))
        const beating = yield* Effect.forkChild(Effect.interruptible(beat))
        return yield* Effect.ensuring(work, Fiber.interrupt(beating))
      })

    const tell = (pending: PendingEvent): Effect.Effect<EventOutcome> =>
      Effect.map(alive(Effect.exit(Effect.suspend(() => handler({ id: pending.id, event: pending.event })))), (end) => {
        if (Exit.isSuccess(end)) return outcomeOf(pending, null)
        onFailure(Cause.squash(end.cause))
        const failures = pending.failures + 1
        const pause = Math.min(retrySeconds * 2 ** (failures - 1), longestRetrySeconds)
        return outcomeOf({ ...pending, failures }, pause)
      })

    const step = Effect.gen(function* () {
      const token = yield* hold
      if (token === null) return false
      const pending = yield* outbox.next(name, AT_ONCE)
      const waiting = new Set<string>()
      let outcomes: Array<EventOutcome> = []
      let acknowledgedAt = yield* Clock.currentTimeMillis
      // Once another process has had the work, what is pending here is out of date, even if the work comes back.
      let outOfDate = false

      const acknowledge = Effect.gen(function* () {
        if (outcomes.length === 0 || outOfDate) return
        const acknowledging = outcomes
        outcomes = []
        acknowledgedAt = yield* Clock.currentTimeMillis
        outOfDate = !(yield* outbox.acknowledge(name, token, acknowledging))
      })
      const tellNext = Effect.fnUntraced(function* (next: PendingEvent) {
        if (outOfDate || (yield* hold) !== token) {
          outOfDate = true
          return
        }
        const blocked = next.blocked || waiting.has(next.stream)
        const outcome = blocked ? outcomeOf(next, 0) : yield* tell(next)
        if (outcome.retryInSeconds !== null) waiting.add(next.stream)
        outcomes.push(outcome)
        if ((yield* Clock.currentTimeMillis) - acknowledgedAt >= ACKNOWLEDGE_MILLIS) yield* acknowledge
      })
      const tellAll = Effect.forEach(pending, (next) => Effect.uninterruptible(tellNext(next)), { discard: true })
      yield* Effect.ensuring(tellAll, acknowledge)
      return pending.length > 0 && !outOfDate
    })

    const giveBack = Effect.suspend(() =>
      lease.token === null ? Effect.void : Effect.asVoid(outbox.lease(name, { holder, seconds: 0, from })),
    )
    return { step, giveBack }
  }

/** Forgets a subscriber for good, so that no events are kept for it; one that is subscribed again begins anew. */
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
