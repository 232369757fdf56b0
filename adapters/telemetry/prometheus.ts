import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** A running endpoint for Prometheus. */
export interface MetricsServer {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Serves `/metrics` for Prometheus on a port of its own, so that it is not public. Rejects if the port is in use. */
export const serveMetrics = async (
  read: () => Promise<string>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<MetricsServer> => {
  const server = createServer((request, response) => {
    request.resume()
    const [path] = (request.url ?? "").split("?", 1)
    if (path !== "/metrics") return void response.writeHead(404, plain).end("The metrics are at /metrics.\n")
    if (request.method !== "GET" && request.method !== "HEAD")
      return void response.writeHead(405, { ...plain, Allow: "GET, HEAD" }).end()
    read().then(
      (text) => response.writeHead(200, exposition).end(request.method === "HEAD" ? undefined : text),
      () => response.writeHead(503, { ...plain, "Retry-After": "1" }).end("The metrics cannot be read.\n"),
    )
  })
  // Scraping must not keep a process running that has nothing else to do.
  server.unref()
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen({ host, port }, () => {
      server.off("error", reject)
      resolve()
    })
  })
  const address = server.address() as AddressInfo
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address
  return {
    url: `http://${name}:${address.port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const plain = { "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" }
const exposition = { ...plain, "Content-Type": "text/plain; version=0.0.4; charset=utf-8" }

/** Merges the metrics of several processes: all series of a metric follow its single description. */
export const mergeMetrics = (texts: ReadonlyArray<string>): string => {
  const families = new Map<string, { readonly head: Set<string>; readonly series: Array<string> }>()
  for (const text of texts) {
    let family: { readonly head: Set<string>; readonly series: Array<string> } | undefined
    for (const line of text.split("\n")) {
      const name = /^# (?:HELP|TYPE) (\S+)/.exec(line)?.[1]
      if (name !== undefined) {
        family = families.get(name) ?? { head: new Set(), series: [] }
        families.set(name, family)
        family.head.add(line)
      } else if (line !== "") family?.series.push(line)
    }
  }
  const lines = [...families.values()].flatMap(({ head, series }) => [...head, ...series])
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`
}
