import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"

/** Serves a handler of requests on a free port. */
export const serveHandler = async (handle: (url: URL, init: RequestInit) => Promise<Response>) => {
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const init = { method: request.method ?? "GET", headers, ...(body === "" ? {} : { body }) }
    const answer = await handle(new URL(request.url ?? "/", "http://shop.test"), init)
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((done) => server.close(() => done())),
  }
}
