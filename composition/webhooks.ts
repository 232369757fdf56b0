import type { CheckedEndpoint } from "../adapters/webhooks/endpoint.ts"
import type { Currency } from "../domain/catalog/currency.ts"
import type { Subscribe } from "./subscribe.ts"

/** Starts a subscription for each endpoint. Returns a function that aborts the requests in progress. */
export type StartWebhooks = (currency: Currency, subscribe: Subscribe, report: (fault: unknown) => void) => () => void

/**
 * Loads what the delivery of webhooks needs; a shop without endpoints loads nothing. A new endpoint begins with new
 * events. The events of aborted requests are sent again by the next process.
 */
export const loadWebhooks = async (endpoints: ReadonlyArray<CheckedEndpoint>): Promise<StartWebhooks> => {
  if (endpoints.length === 0) return () => () => undefined
  const { webhookHandler } = await import("../adapters/webhooks/deliver.ts")
  const { webhookData } = await import("../adapters/http/dialects/shopwright/webhook-data.ts")
  return (currency, subscribe, report) => {
    const aborting = new AbortController()
    for (const endpoint of endpoints) {
      const { name, retrySeconds } = endpoint
      const handler = webhookHandler(endpoint, { dataOf: webhookData(currency), signal: aborting.signal, report })
      subscribe(`webhook ${name}`, handler, { from: "now", retrySeconds })
    }
    return () => aborting.abort()
  }
}
