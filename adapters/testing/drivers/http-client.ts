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
  method: string,
  path: string,
  asking?: { readonly token?: string; readonly body?: unknown; readonly key?: string | undefined },
) => Promise<HttpResponse>

const PATIENCE = 30_000

/** Sends JSON to one server. Rejects only when the connection breaks or no response arrives for 30 seconds. */
export const httpClient = (base: string): Call => {
  const root = base.endsWith("/") ? base : `${base}/`
  return async (method, path, { token, body, key } = {}) => {
    const response = await fetch(new URL(path, root), {
      method,
      signal: AbortSignal.timeout(PATIENCE),
      headers: {
        // A server may close an idle connection just when the next request is sent on it.
        connection: "close",
        ...(token === undefined ? {} : { authorization: `Token ${token}` }),
        ...(key === undefined ? {} : { "idempotency-key": key }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const description = `${method} ${path}: ${response.status} ${text.slice(0, 200)}`
    return { status: response.status, text: text.slice(0, 200), body: parsed(text), description }
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
