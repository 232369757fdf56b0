import { connect, createServer, type Socket } from "node:net"

/** What a proxy does: forwards, keeps connections open without forwarding, or closes and rejects them. */
export type ProxyMode = "forwards" | "silent" | "rejects"

/**
 * Opens a TCP proxy in front of a database server. The returned `url` names the proxy. While it is silent, it reads
 * nothing, and new connections are accepted without a response; what was sent meanwhile is forwarded afterwards.
 */
export const openDatabaseProxy = async (target: string) => {
  const server = new URL(target)
  const sockets = new Set<Socket>()
  let mode: ProxyMode = "forwards"
  let loses: (request: string) => boolean = () => false
  const proxy = createServer((client) => {
    if (mode === "rejects") {
      client.destroy()
      return
    }
    const upstream = connect({ host: server.hostname, port: Number(server.port || 5432) })
    let isLost = false
    client.on("data", (bytes: Buffer) => {
      isLost = loses(bytes.toString("latin1"))
    })
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from)
      from.setNoDelay(true)
      if (mode === "silent") from.pause()
      from.on("data", (bytes) => {
        // The server has executed the request, and the client does not get to know.
        if (from === upstream && isLost) client.destroy()
        else to.write(bytes)
      })
      from.on("error", () => to.destroy())
      from.on("close", () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve))
  const address = proxy.address()
  const url = new URL(target)
  url.hostname = "127.0.0.1"
  url.port = String(typeof address === "object" ? address?.port : "")
  return {
    url: url.href,
    set: (next: ProxyMode): void => {
      mode = next
      for (const socket of sockets) {
        if (next === "silent") socket.pause()
        else if (next === "forwards") socket.resume()
        else socket.destroy()
      }
    },
    /** Closes the connection in place of the response to each request for which the function returns true. */
    lose: (isLost: typeof loses): void => {
      loses = isLost
    },
    close: (): Promise<void> => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => proxy.close(() => resolve()))
    },
  }
}
