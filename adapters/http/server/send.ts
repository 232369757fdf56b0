import type { Request, Response } from "express"
import type { HttpResponse } from "../dialect/response.ts"
import { sendContent } from "./send-content.ts"
import { sendStream } from "./send-stream.ts"

/**
 * Writes a response. Its own headers replace those of `perRequest`, which replace the common `headers`. `onDefect` is
 * called with errors that occur after the head was sent. The connection is then closed.
 */
export const send = (
  headers: ReadonlyArray<string>,
  request: Request,
  response: Response,
  result: HttpResponse,
  perRequest: ReadonlyArray<string>,
  onDefect: (defect: unknown) => void,
): void => {
  // The client may have disconnected.
  if (response.headersSent || response.destroyed) return
  const { body, rest } = result
  const given = ownHeaders(result)
  const own = perRequest.length === 0 ? given : [...without(perRequest, given), ...given]
  writeHead(response, result.status, [
    ...(own.length === 0 ? headers : without(headers, own)),
    ...contentHeaders(result),
    "X-Request-Id",
    String(response.locals.requestId),
    ...own,
  ])
  if (request.method === "HEAD" || result.status === 304 || result.status === 204) response.end()
  else if (!Buffer.isBuffer(body)) sendContent(response, body.bytes, onDefect)
  else if (rest === undefined) response.end(body)
  else sendStream(response, body, rest, onDefect)
}

/**
 * Writes the head. A host's middleware may have set headers before, or have replaced `writeHead` (sessions and
 * compression do) with a function that accepts no header list. In these cases each header is set separately, and the
 * host's cookies are kept.
 */
const writeHead = (response: Response, status: number, headers: ReadonlyArray<string>): void => {
  if (response.getHeaderNames().length === 0 && !Object.hasOwn(response, "writeHead")) {
    response.writeHead(status, [...headers])
    return
  }
  const names = headers.filter((_, i) => i % 2 === 0)
  // Clients treat a response with both headers as request smuggling.
  if (names.includes("Content-Length")) response.removeHeader("Transfer-Encoding")
  for (const name of names) if (!shared.has(name.toLowerCase())) response.removeHeader(name)
  for (const [i, name] of names.entries()) response.appendHeader(name, headers[2 * i + 1] ?? "")
  response.writeHead(status)
}

/** Headers that several parties may set, each with their own values. */
const shared: ReadonlySet<string> = new Set(["set-cookie", "vary"])

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
