import { randomUUID } from "node:crypto"
import { Effect } from "effect"
import type { DeliverEvents } from "../application/event/deliver-events.ts"
import type { RecordedEvent } from "../application/ports/outbox.ts"
import { startWork } from "./background.ts"

/** Where a subscriber begins, and how long it is waited for. */
export interface SubscribeOptions {
  /**
   * Where a name that is new begins: with the oldest event kept (the default), or with what happens from now on, and
   * perhaps a moment before.
   */
  readonly from?: "oldest" | "now" | undefined
  /** How long a process that stopped without a word keeps the work from others: 10 seconds unless given. */
  readonly leaseSeconds?: number | undefined
  /** The first pause after a failure, 1 second unless given; each further one is twice as long, up to 5 minutes. */
  readonly retrySeconds?: number | undefined
}

/**
 * Tells a subscriber what happens in the shop, one event after the other: every event at least once, those of one order,
 * shelf or product in their order. The place is kept under the name, so a shop that is opened again goes on where it
 * stopped, and of several processes that subscribe under one name, one at a time does the work. A handler that fails is
 * told the event again after a pause, and later events of the same order, shelf or product wait behind it. Returns how to
 * stop, which waits for the handler under way; `close` of the shop does so too.
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

/** Makes `subscribe`, and what ends all that was subscribed. */
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
