import { checkEndpoints, type WebhookEndpoint } from "../adapters/webhooks/endpoint.ts"
import type { Currency } from "../domain/catalog/currency.ts"
import type { Subscribe } from "./subscribe.ts"

/** Throws RangeError for invalid webhooks, before anything is opened. */
export const checkWebhooks = (endpoints: ReadonlyArray<WebhookEndpoint> | undefined): void => {
  checkEndpoints(endpoints ?? [])
}

/**
 * Starts a subscription for each endpoint. A new endpoint begins with new events. Returns a function that aborts the
 * requests in progress. Their events are sent again by the next process. A shop without endpoints loads nothing more.
 */
export const startWebhooks = async (
  endpoints: ReadonlyArray<WebhookEndpoint> | undefined,
  currency: Currency,
  subscribe: Subscribe,
  report: (fault: unknown) => void,
): Promise<() => void> => {
  const checked = checkEndpoints(endpoints ?? [])
  if (checked.length === 0) return () => undefined
  const { webhookHandler } = await import("../adapters/webhooks/deliver.ts")
  const { webhookData } = await import("../adapters/http/dialects/shopwright/webhook-data.ts")
  const aborting = new AbortController()
  for (const endpoint of checked) {
    const { name, retrySeconds } = endpoint
    const handler = webhookHandler(endpoint, { dataOf: webhookData(currency), signal: aborting.signal, report })
    subscribe(`webhook ${name}`, handler, { from: "now", retrySeconds })
  }
  return () => aborting.abort()
}
