import type { HttpResponse } from "../dialect/response.ts"

/** The headers around a response's own. */
export interface SurroundingHeaders {
  /** The headers of every response, as alternating names and values. */
  readonly common: ReadonlyArray<string>
  /** The headers of this response that depend on the request. They replace the common ones. */
  readonly perRequest: ReadonlyArray<string>
  readonly requestId: string
}

/** Returns a response's headers as alternating names and values. The response's own headers replace all others. */
export const responseHead = (
  result: HttpResponse,
  { common, perRequest, requestId }: SurroundingHeaders,
): ReadonlyArray<string> => {
  const given = ownHeaders(result)
  const own = perRequest.length === 0 ? given : [...without(perRequest, given), ...given]
  return [
    ...(own.length === 0 ? common : without(common, own)),
    ...contentHeaders(result),
    "X-Request-Id",
    requestId,
    ...own,
  ]
}

/** Returns whether a response has no body on the wire. */
export const hasNoBody = (method: string | undefined, status: number): boolean =>
  method === "HEAD" || status === 304 || status === 204

/**
 * Returns the headers that describe the body. A 204 and a 304 have none. Without a given type, an empty body has none
 * either, because JSON is never empty. The length of a stream is unknown.
 */
const contentHeaders = ({ status, body, rest, type }: HttpResponse): ReadonlyArray<string> => {
  if (status === 304 || status === 204) return []
  const isEncoded = Buffer.isBuffer(body)
  if (isEncoded && body.length === 0 && rest === undefined && type === undefined) return ["Content-Length", "0"]
  const described = ["Content-Type", isEncoded ? (type ?? "application/json") : body.type]
  return rest === undefined ? [...described, "Content-Length", String(isEncoded ? body.length : body.size)] : described
}

const ownHeaders = ({ headers }: HttpResponse): ReadonlyArray<string> =>
  headers === undefined
    ? []
    : Object.entries(headers).flatMap(([name, value]) =>
        Array.isArray(value) ? value.flatMap((one) => [name, one]) : [name, String(value)],
      )

/** Returns alternating names and values without those whose names `own` contains. */
const without = (headers: ReadonlyArray<string>, own: ReadonlyArray<string>): ReadonlyArray<string> => {
  const names = new Set(own.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase()))
  return headers.filter((_, i) => !names.has((headers[i - (i % 2)] ?? "").toLowerCase()))
}
