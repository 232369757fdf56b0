import { randomUUID } from "node:crypto"
import { Effect, Latch } from "effect"
import type { DeliverEvents } from "../application/event/deliver-events.ts"
import type { Outbox, RecordedEvent } from "../application/ports/outbox.ts"
import { startDelivery } from "./delivery-loop.ts"
import { startPolling } from "./shared-poll.ts"

/** The options of a subscription. */
export interface SubscribeOptions {
  /**
   * Where a new subscriber begins: with the oldest stored event, or with new events. `now` may include events from a
   * moment before. Defaults to `oldest`.
   */
  readonly from?: "oldest" | "now" | undefined
  /** Seconds after which another process takes over from one that no longer responds. Defaults to 10. */
  readonly leaseSeconds?: number | undefined
  /**
   * Seconds before the first retry after a failure. Each further retry waits twice as long, up to 5 minutes. Defaults
   * to 1.
   */
  readonly retrySeconds?: number | undefined
}

/**
 * Delivers the shop's events to a subscriber, one at a time and at least once. Events of one order, stock item or
 * product arrive in order. The position is stored under the subscriber's name: a shop that is opened again continues
 * there, and of several processes with the same name one delivers at a time. After a failure of the handler the event
 * is retried after a pause, and later events of the same order, stock item or product wait. Returns a function that
 * ends the subscription and waits for the running handler. `close` of the shop does the same.
 *
 * Events that this process records are delivered at once. Events of other processes are delivered within 7 seconds if
 * those processes have no subscription of the same name.
 *
 * @example
 * shop.subscribe("mail", async ({ id, event }) => {
 *   if (event._tag === "OrderPlaced") await sendConfirmation(event.order, { once: id })
 * })
 */
export type Subscribe = (
  name: string,
  handler: (recorded: RecordedEvent) => Effect.Effect<void, unknown> | Promise<void>,
  options?: SubscribeOptions,
) => () => Promise<void>

const LONGEST_RETRY_SECONDS = 300
/** The average pause between two polls. The longest pause is one and a half times as long. */
const POLL_SECONDS = 4.5

/** The subscriptions of one shop. */
export interface Subscriptions {
  readonly subscribe: Subscribe
  /** Lets all subscriptions look for events at once. Called after this process has recorded events. */
  readonly wake: () => void
  /** Ends all subscriptions. */
  readonly endAll: () => Promise<void>
}

/**
 * Creates `subscribe`. The subscriptions of a shop share one poll for the events that other processes have recorded and
 * for retries that are left from earlier runs. Shops with the same `pool` poll together.
 */
export const makeSubscribe = (
  deliverEvents: DeliverEvents,
  { waiting }: Pick<Outbox, "waiting">,
  report: (fault: unknown) => void,
  pool: object = {},
): Subscriptions => {
  const running = new Set<{ readonly name: string; readonly woken: Latch.Latch; readonly stop: () => Promise<void> }>()
  const poll = Effect.gen(function* () {
    const names = new Set(yield* waiting([...new Set([...running].map(({ name }) => name))]))
    for (const { name, woken } of running) if (names.has(name)) woken.openUnsafe()
  })
  let endPolling: (() => Promise<void>) | undefined

  const subscribe: Subscribe = (name, handler, { from = "oldest", leaseSeconds = 10, retrySeconds = 1 } = {}) => {
    const delivery = deliverEvents({
      name,
      holder: randomUUID(),
      handler: (recorded) =>
        Effect.suspend(() => {
          const handled = handler(recorded)
          return Effect.isEffect(handled) ? handled : Effect.tryPromise({ try: () => handled, catch: (error) => error })
        }),
      from,
      leaseSeconds,
      retrySeconds,
      longestRetrySeconds: LONGEST_RETRY_SECONDS,
      onFailure: report,
    })
    const woken = Latch.makeUnsafe(false)
    const end = startDelivery(delivery, woken, report)
    const stop = async () => {
      running.delete(subscription)
      await end()
      // While the database is away, the shop must close nevertheless. The lease expires by itself.
      await Effect.runPromise(delivery.giveBack).catch(report)
      if (running.size > 0) return
      const ended = endPolling?.()
      endPolling = undefined
      await ended
    }
    const subscription = { name, woken, stop }
    running.add(subscription)
    endPolling ??= startPolling(pool, { step: poll, report }, POLL_SECONDS)
    return stop
  }
  return {
    subscribe,
    wake: () => {
      for (const { woken } of running) woken.openUnsafe()
    },
    endAll: async () => {
      await Promise.all([...running].map(({ stop }) => stop()))
    },
  }
}
