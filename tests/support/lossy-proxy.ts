import { createServer, request } from "node:http"
import type { AddressInfo } from "node:net"

/** A proxy that forwards every request and loses the response when `loses` returns true. */
export const openLossyProxy = async (target: string, loses: () => boolean) => {
  const server = createServer((incoming, outgoing) => {
    const onward = request(
      target + (incoming.url ?? ""),
      { method: incoming.method, headers: incoming.headers },
      (response) => {
        const chunks: Array<Buffer> = []
        response.on("data", (chunk: Buffer) => chunks.push(chunk))
        response.on("end", () => {
          // The response is complete, so the server has done its work.
          if (loses()) incoming.socket.destroy()
          else outgoing.writeHead(response.statusCode ?? 500, response.headers).end(Buffer.concat(chunks))
        })
      },
    )
    onward.on("error", () => incoming.socket.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()),
  }
}
