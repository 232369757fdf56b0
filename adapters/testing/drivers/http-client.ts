import { ShopUnavailable } from "../shop-errors.ts"

/** A server's response. */
export interface HttpResponse {
  readonly status: number
  readonly text: string
  /** The parsed JSON, or the text if it is not JSON. */
  readonly body: unknown
  /** Request and response on one line, for error messages. */
  readonly description: string
}

export type Call = (
  /** Method and path, such as `POST orders/`. The path is relative to the base URL, or a URL of the same server. */
  request: string,
  asking?: { readonly authorization?: string; readonly body?: unknown; readonly key?: string | undefined },
) => Promise<HttpResponse>

/** How to reach a server. */
export interface HttpClientSettings {
  /** The base URL of the API, such as `http://127.0.0.1:8000/api`. */
  readonly url: string
  /** The longest time to wait for one response, and for a `Retry-After`, in milliseconds. Defaults to 30,000. */
  readonly patience?: number | undefined
  /** Replaces the global `fetch`, for example to drive a handler without a socket. */
  readonly fetch?: ((url: URL, init: RequestInit) => Promise<Response>) | undefined
  /** Replaces waiting for a `Retry-After`. Takes milliseconds. */
  readonly wait?: ((milliseconds: number) => Promise<void>) | undefined
}

const PATIENCE = 30_000
const ATTEMPTS = 20

/** Responses that say nothing about the request itself. */
const outages: ReadonlySet<number> = new Set([408, 502, 503, 504])

/**
 * Sends JSON to one server. Repeats a request that the server postponed with 429 or 503 and `Retry-After`. Rejects with
 * `ShopUnavailable` if the server does not respond, or not in time.
 */
export const httpClient = ({
  url,
  patience = PATIENCE,
  fetch: send = fetch,
  wait = sleep,
}: HttpClientSettings): Call => {
  const root = url.endsWith("/") ? url : `${url}/`
  const once = async (request: string, { authorization, body, key }: NonNullable<Parameters<Call>[1]>) => {
    const [method = "GET", path = ""] = request.split(" ")
    // A signal of AbortSignal.timeout would stay in memory until its time is over, however soon the response arrives.
    const deadline = new AbortController()
    const timer = setTimeout(() => deadline.abort(new DOMException("no response in time", "TimeoutError")), patience)
    try {
      const response = await send(new URL(path, root), {
        method,
        signal: deadline.signal,
        headers: {
          accept: "application/json",
          // A server may close an idle connection just when the next request is sent on it.
          connection: "close",
          ...(authorization === undefined ? {} : { authorization }),
          ...(key === undefined ? {} : { "idempotency-key": key }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { response, text: await response.text() }
    } catch (error) {
      throw new ShopUnavailable(`the shop does not respond to ${request}: ${reasonOf(error)}`)
    } finally {
      clearTimeout(timer)
    }
  }
  return async (request, asking = {}) => {
    for (let attempt = 1; ; attempt++) {
      const { response, text } = await once(request, asking)
      const description = `${request}: ${response.status} ${text.slice(0, 200)}`
      const pause = secondsOf(response.headers.get("retry-after"))
      const postponed = response.status === 429 || (response.status === 503 && pause !== null)
      if (!postponed) {
        if (outages.has(response.status)) throw new ShopUnavailable(`the shop is unavailable: ${description}`)
        return { status: response.status, text: text.slice(0, 200), body: parsed(text), description }
      }
      const milliseconds = (pause ?? 1) * 1000
      if (milliseconds > patience || attempt === ATTEMPTS)
        throw new ShopUnavailable(
          `the shop limits the rate of requests: ${description}; Retry-After: ${pause ?? "missing"}`,
        )
      await wait(milliseconds)
    }
  }
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Reads a number of seconds or a date. */
const secondsOf = (header: string | null): number | null => {
  if (header === null) return null
  const seconds = /^\d+(\.\d+)?$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000
  return Number.isNaN(seconds) ? null : Math.max(0, seconds)
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
