import type { HttpClientSettings } from "./drivers/http-client.ts"

type Fetch = NonNullable<HttpClientSettings["fetch"]>

/** What a faulty network does to one request. */
export type NetworkFault =
  /** Sends the request after a pause, so that later requests overtake it. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** Sends the request and loses the response. */
  | { readonly kind: "cut" }
  /** Loses the request before it reaches the shop. */
  | { readonly kind: "drop" }
  /** Sends the request twice, one after the other, and returns the second response. */
  | { readonly kind: "duplicate" }

/**
 * Wraps `fetch` in a faulty network. `choose` returns the fault of each request, or `null`. A request without an
 * idempotency key is cut, dropped or duplicated only if `choose` says so: a shop is not expected to withstand that.
 *
 * @example
 * const faulty = faultyFetch(fetch, ({ hasKey }) => (hasKey ? { kind: "duplicate" } : null))
 * const settings = { url: "http://127.0.0.1:8000/api", admin: { username: "admin", password }, keys: true }
 * const driver = await openHttpDriver({ ...settings, fetch: faulty })
 */
export const faultyFetch =
  (
    send: Fetch,
    choose: (request: {
      readonly method: string
      readonly path: string
      readonly hasKey: boolean
    }) => NetworkFault | null,
  ): Fetch =>
  async (url, init) => {
    const hasKey = new Headers(init.headers).has("idempotency-key")
    const fault = choose({ method: init.method ?? "GET", path: url.pathname, hasKey })
    switch (fault?.kind) {
      case undefined:
        return send(url, init)
      case "delay":
        await new Promise((resolve) => setTimeout(resolve, fault.milliseconds))
        return send(url, init)
      case "drop":
        throw new TypeError("the request was lost")
      case "cut":
        await send(url, init)
        throw new TypeError("the response was lost")
      case "duplicate":
        await send(url, init)
        return send(url, init)
    }
  }

/**
 * Wraps a function so that it is repeated after an error, at most `attempts` times. For clients of a faulty network, whose
 * requests have idempotency keys.
 *
 * @example
 * const faulty = repeated(faultyFetch(fetch, () => ({ kind: "cut" })), 3)
 */
export const repeated =
  (send: Fetch, attempts: number): Fetch =>
  async (url, init) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await send(url, init)
      } catch (error) {
        if (attempt >= attempts) throw error
      }
    }
  }
