import { connect, createServer, type Socket } from "node:net"

/**
 * Opens a TCP proxy in front of a database server that forwards at most `perSecond` requests of all connections together,
 * in their order, like a server that is too slow. Replies pass without delay.
 */
export const openThrottledDatabase = async (target: string, perSecond: number) => {
  const server = new URL(target)
  const sockets = new Set<Socket>()
  const requests: Array<() => void> = []
  const pace = setInterval(() => requests.shift()?.(), 1000 / perSecond)
  const proxy = createServer((client) => {
    const upstream = connect({ host: server.hostname, port: Number(server.port || 5432) })
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.once("close", () => sockets.delete(socket))
    }
    client.on("data", (bytes: Buffer) => {
      requests.push(() => void upstream.write(bytes))
    })
    upstream.on("data", (bytes: Buffer) => void client.write(bytes))
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on("error", () => other.destroy())
      one.on("close", () => other.destroy())
    }
  })
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve))
  const address = proxy.address()
  const url = new URL(target)
  url.hostname = "127.0.0.1"
  url.port = String(typeof address === "object" ? address?.port : "")
  return {
    url: url.href,
    close: (): Promise<void> => {
      clearInterval(pace)
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => proxy.close(() => resolve()))
    },
  }
}
