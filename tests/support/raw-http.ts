import { connect, type Socket } from "node:net"

/** Sends raw bytes that `fetch` refuses to send. Returns everything received until the server closes the connection. */
export const sendRaw = (url: string, bytes: string | Uint8Array): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = open(url)
    let received = ""
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1")
    })
    socket.on("close", () => resolve(received))
    socket.on("error", reject)
    socket.write(bytes)
  })

/** A connection to the server at a URL. */
export const open = (url: string): Socket => {
  const { hostname, port } = new URL(url)
  return connect({ host: hostname, port: Number(port) })
}
