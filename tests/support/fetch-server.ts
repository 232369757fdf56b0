import type { IncomingMessage, RequestListener } from "node:http"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { AppSettings } from "../../adapters/http/server/app.ts"
import { makeFetchApp } from "../../adapters/http/server/fetch/fetch-app.ts"

/** Serves an application's web-standard handler with a plain Node server, as Hono and Next.js do. */
export const fetchServer = (settings: AppSettings): RequestListener => {
  const addresses = new WeakMap<Request, string>()
  const handle = makeFetchApp({ ...settings, clientAddress: (request) => addresses.get(request) })
  return async (incoming, outgoing) => {
    const left = new AbortController()
    outgoing.once("close", () => left.abort())
    const request = requestOf(incoming, left.signal)
    addresses.set(request, incoming.socket.remoteAddress ?? "")
    const response = await handle(request)
    outgoing.writeHead(response.status, [...response.headers].flat())
    if (response.body === null) outgoing.end()
    else await pipeline(Readable.fromWeb(response.body), outgoing).catch(() => outgoing.destroy())
  }
}

const requestOf = (incoming: IncomingMessage, signal: AbortSignal): Request => {
  const { method = "GET", headers, url = "/" } = incoming
  const init = { method, headers: Object.entries(headers).map(([name, value]) => [name, String(value)]), signal }
  const hasBody = method !== "GET" && method !== "HEAD"
  return new Request(`http://${headers.host}${url}`, {
    ...init,
    headers: init.headers as Array<[string, string]>,
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array<ArrayBuffer>>, duplex: "half" }),
  })
}
