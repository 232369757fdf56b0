import { Effect } from "effect"
import type { EventHandler } from "../../application/event/deliver-events.ts"
import { type WebhookType, webhookTypes } from "../../application/event/webhook-types.ts"
import type { ShopEvent } from "../../domain/event/event.ts"
import type { CheckedEndpoint } from "./endpoint.ts"
import { sendMessage, WebhookFailed } from "./send.ts"

/** Returns the part of a message that depends on the type of the event. */
export type WebhookData = (event: ShopEvent) => object

/** The body of a message. */
export interface WebhookBody {
  readonly type: WebhookType
  /** When the event happened. */
  readonly timestamp: string
  readonly data: object
}

/** How an endpoint's events are delivered. */
export interface WebhookDelivery {
  readonly dataOf: WebhookData
  /** Aborts requests when the shop closes. */
  readonly signal: AbortSignal
  /** Receives the failure after which an event is dropped. */
  readonly report: (fault: unknown) => void
}

const HOUR = 60 * 60 * 1000

/**
 * Returns the handler that sends the events of an endpoint's types. It fails if the receiver does not accept a message,
 * so that the event is retried, until the event is `retryHours` old.
 */
export const webhookHandler = (
  endpoint: CheckedEndpoint,
  { dataOf, signal, report }: WebhookDelivery,
): EventHandler => {
  const send = Effect.fnUntraced(function* (...[{ id, event }]: Parameters<EventHandler>) {
    const type = webhookTypes[event._tag]
    if (!endpoint.types.has(type)) return
    const body: WebhookBody = { type, timestamp: event.at.toISOString(), data: dataOf(event) }
    const message = { id, body: JSON.stringify(body) }
    yield* Effect.tryPromise({ try: () => sendMessage(endpoint, message, signal), catch: (error) => error })
  })
  return (recorded) =>
    Effect.catch(send(recorded), (error) => {
      const isLate = Date.now() - recorded.event.at.getTime() >= endpoint.retryHours * HOUR
      if (!isLate || signal.aborted) return Effect.fail(error)
      report(new WebhookFailed(`${String(error)} Event ${recorded.id} is dropped after ${endpoint.retryHours} hours.`))
      return Effect.void
    })
}
