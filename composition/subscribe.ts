import { randomUUID } from "node:crypto"
import { Effect } from "effect"
import type { DeliverEvents } from "../application/event/deliver-events.ts"
import type { RecordedEvent } from "../application/ports/outbox.ts"
import { startWork } from "./background.ts"

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

const PAUSE_SECONDS = 0.15
const LONGEST_RETRY_SECONDS = 300

/** Creates `subscribe`, and a function that ends all subscriptions. */
export const makeSubscribe = (
  deliverEvents: DeliverEvents,
  report: (fault: unknown) => void,
): { readonly subscribe: Subscribe; readonly endAll: () => Promise<void> } => {
  const running = new Set<() => Promise<void>>()
  const subscribe: Subscribe = (name, handler, { from = "oldest", leaseSeconds = 10, retrySeconds = 1 } = {}) => {
    const { step, giveBack } = deliverEvents({
      name,
      holder: randomUUID(),
      handler: (recorded) =>
        Effect.suspend(() => {
          const handled = handler(recorded)
          return Effect.isEffect(handled) ? handled : Effect.tryPromise(() => handled)
        }),
      from,
      leaseSeconds,
      retrySeconds,
      longestRetrySeconds: LONGEST_RETRY_SECONDS,
      onFailure: report,
    })
    const end = startWork({ step, everySeconds: PAUSE_SECONDS }, report)
    const stop = async () => {
      running.delete(stop)
      await end()
      await Effect.runPromise(giveBack)
    }
    running.add(stop)
    return stop
  }
  const endAll = async () => {
    await Promise.all([...running].map((stop) => stop()))
  }
  return { subscribe, endAll }
}
