import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, describe, expect, test } from "vitest"
import { type ServedShop, serveShop } from "../support/http.ts"
import { open } from "../support/raw-http.ts"

let served: ServedShop | undefined
afterEach(() => served?.close())

const REQUEST_TIMEOUT = 400

const LOGIN = "POST /api/users/login/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"

/**
 * Sends a request whose body comes byte by byte and never ends. The client keeps its side of the connection open and
 * goes on sending after the server's end. Returns what it received until the server destroyed the connection.
 */
const trickle = async (url: string, head: string): Promise<string> => {
  const socket = open(url).setEncoding("latin1")
  socket.allowHalfOpen = true
  let received = ""
  socket.on("data", (text: string) => {
    received += text
  })
  socket.on("error", () => undefined)
  const closed = new Promise((resolve) => socket.once("close", resolve))
  socket.write(`${head}Content-Length: 100000\r\n\r\n-`)
  const sending = setInterval(() => socket.write("-"), 20)
  await closed
  clearInterval(sending)
  return received
}

/** Starts plain Node's server with the same timeout. Its handler waits for the body, as the shop does. */
const plainNode = async () => {
  const options = { requestTimeout: REQUEST_TIMEOUT, headersTimeout: REQUEST_TIMEOUT, connectionsCheckingInterval: 200 }
  const server = createServer(options, (request, response) => {
    request.on("error", () => undefined).on("end", () => response.end())
    request.resume()
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, server }
}

describe("a body that does not arrive in time", () => {
  test("gets a 408 and a destroyed connection, as from plain Node", async () => {
    const plain = await plainNode()
    expect(await trickle(plain.url, LOGIN)).toMatch(/^HTTP\/1\.1 408 /)
    plain.server.close()

    served = await serveShop({ listen: { requestTimeout: REQUEST_TIMEOUT } })
    const received = await trickle(served.url, LOGIN)
    expect(received).toMatch(/^HTTP\/1\.1 408 /)
    expect(received.match(/HTTP\/1\.1/g)).toHaveLength(1)
    expect(received).toContain('{"detail":"Request Timeout."}')
  })

  test("releases its place to other uploads", async () => {
    served = await serveShop({ dialect: "nitrmart", listen: { requestTimeout: REQUEST_TIMEOUT } })
    const { url, ask } = served
    const head = "POST /users/ HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    await Promise.all(Array.from({ length: 40 }, () => trickle(url, head)))
    const body = new FormData()
    body.set("email", "x")
    expect((await ask("POST", "/users/", { body })).status).toBe(400)
  })
})
