import { pipeline, Readable } from "node:stream"
import type { Request, Response } from "express"
import type { HttpResponse } from "../dialect/response.ts"
import { sendOn } from "./send-on.ts"

/**
 * Writes a response. Its own headers replace those of `perRequest`, and these replace `headers`, which every response
 * carries. `onDefect` is called with errors that occur after the head was sent; the connection is then closed.
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
  if (request.method === "HEAD" || result.status === 304) response.end()
  else if (!Buffer.isBuffer(body))
    pipeline(Readable.from(body.bytes, { objectMode: false }), response, (error) => {
      if (error && error.code !== "ERR_STREAM_PREMATURE_CLOSE") onDefect(error)
    })
  else if (rest === undefined) response.end(body)
  else sendOn(response, body, rest, onDefect)
}

/**
 * Writes the head. Mounted in a host's application, its middleware may have set headers, or have put a function of its
 * own in the place of `writeHead` (sessions and compression do) that knows no lists: then each header is set apart, and
 * the host's cookies stay beside ours.
 */
const writeHead = (response: Response, status: number, headers: ReadonlyArray<string>): void => {
  if (response.getHeaderNames().length === 0 && !Object.hasOwn(response, "writeHead")) {
    response.writeHead(status, [...headers])
    return
  }
  const names = headers.filter((_, i) => i % 2 === 0)
  // Beside a length it makes no sense, and clients take such an answer for an attack.
  if (names.includes("Content-Length")) response.removeHeader("Transfer-Encoding")
  for (const name of names) if (!shared.has(name.toLowerCase())) response.removeHeader(name)
  for (const [i, name] of names.entries()) response.appendHeader(name, headers[2 * i + 1] ?? "")
  response.writeHead(status)
}

/** Headers that are said by several, each of them something of its own. */
const shared: ReadonlySet<string> = new Set(["set-cookie", "vary"])

/** What there is to say of the body. Of an answer without one (304) nothing; how long a stream gets is not known. */
const contentHeaders = ({ status, body, rest }: HttpResponse): ReadonlyArray<string> => {
  if (status === 304) return []
  const json = Buffer.isBuffer(body)
  const type = ["Content-Type", json ? "application/json" : body.type]
  return rest === undefined ? [...type, "Content-Length", String(json ? body.length : body.size)] : type
}

const ownHeaders = ({ headers }: HttpResponse): ReadonlyArray<string> =>
  headers === undefined
    ? []
    : Object.entries(headers).flatMap(([name, value]) =>
        Array.isArray(value) ? value.flatMap((one) => [name, one]) : [name, String(value)],
      )

/** Names and values in turn, without those that `own` has too. */
const without = (headers: ReadonlyArray<string>, own: ReadonlyArray<string>): ReadonlyArray<string> => {
  const names = new Set(own.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase()))
  return headers.filter((_, i) => !names.has((headers[i - (i % 2)] ?? "").toLowerCase()))
}
