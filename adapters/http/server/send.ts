import type { ServerResponse } from "node:http"
import type { HttpResponse } from "../dialect/response.ts"
import { endOnClose } from "./live-responses.ts"
import { hasNoBody } from "./response-head.ts"
import { sendContent } from "./send-content.ts"
import { sendStream } from "./send-stream.ts"
import type { Transport } from "./transport.ts"

/** Writes responses to Node's connections. A connection is closed if an error occurs after the head was sent. */
export const nodeTransport: Transport = {
  send: (request, response, { result, head, onDefect }) => {
    // The client may have disconnected.
    if (response.headersSent || response.destroyed) return discard(result)
    const { status, body, rest } = result
    writeHead(response, status, head)
    if (hasNoBody(request.method, status)) response.end()
    else if (!Buffer.isBuffer(body)) sendContent(response, body.bytes, onDefect)
    else if (rest === undefined) sendWhole(response, body)
    else {
      const end = sendStream(response, body, rest, onDefect)
      if (result.isLive === true) endOnClose(response, end)
    }
  },
  onEnd: (response, report) => {
    response.once("close", () => {
      const unfinished = response.errored === null ? "disconnected" : "aborted"
      report(response.statusCode, response.writableFinished ? "sent" : unfinished)
    })
  },
}

/** Closes what the body would have been read from. */
const discard = ({ body }: HttpResponse): void => {
  if (!Buffer.isBuffer(body)) void body.bytes[Symbol.asyncIterator]().return?.()
}

/** In bytes. Above it, copying a body takes longer than it saves. */
const SHORT = 16_384

/** Node joins the head and a short text to one write, which takes less CPU time than a write of two parts. */
const sendWhole = (response: ServerResponse, body: Buffer): void => {
  // Latin-1 keeps every byte.
  if (body.length <= SHORT) response.end(body.toString("latin1"), "latin1")
  else response.end(body)
}

/**
 * Writes the head. A host's middleware may have set headers before, or have replaced `writeHead` (sessions and
 * compression do) with a function that accepts no header list. In these cases each header is set separately, and the
 * host's cookies are kept.
 */
const writeHead = (response: ServerResponse, status: number, headers: ReadonlyArray<string>): void => {
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
