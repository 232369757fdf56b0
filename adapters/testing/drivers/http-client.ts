/** What a server answered. */
export interface HttpResponse {
  readonly status: number
  readonly text: string
  /** The text as JSON; the text itself where it is none. */
  readonly body: unknown
  /** Request and answer on one line, for messages. */
  readonly inWords: string
}

export type Call = (
  method: string,
  path: string,
  asking?: { readonly token?: string; readonly body?: unknown; readonly key?: string | undefined },
) => Promise<HttpResponse>

const PATIENCE = 30_000

/** Sends JSON to one server. Only a broken connection, or none for half a minute, rejects. */
export const httpClient = (base: string): Call => {
  const root = base.endsWith("/") ? base : `${base}/`
  return async (method, path, { token, body, key } = {}) => {
    const response = await fetch(new URL(path, root), {
      method,
      signal: AbortSignal.timeout(PATIENCE),
      headers: {
        // A connection kept open may be closed by the server just when the next request goes out on it.
        connection: "close",
        ...(token === undefined ? {} : { authorization: `Token ${token}` }),
        ...(key === undefined ? {} : { "idempotency-key": key }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const inWords = `${method} ${path}: ${response.status} ${text.slice(0, 200)}`
    return { status: response.status, text: text.slice(0, 200), body: parsed(text), inWords }
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
