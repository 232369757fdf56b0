import { once } from "node:events"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type ServedShop, serveShop } from "../support/http.ts"
import { open, sendRaw } from "../support/raw-http.ts"

let served: ServedShop
beforeAll(async () => {
  served = await serveShop()
})
afterAll(() => served.close())

const FIRST = "GET /api/products/ HTTP/1.1\r\nHost: x\r\n\r\n"

test.each([
  ["a method in lower case", "get /api/products/ HTTP/1.1\r\nHost: x\r\n\r\n", 400],
  ["a header beyond the limit", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(20_000)}\r\n\r\n`, 431],
])("%s on a connection that served a request before is refused with a response", async (_, bytes, status) => {
  const socket = open(served.url)
  let received = ""
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    received += chunk
  })
  socket.write(FIRST)
  while (!received.endsWith("[]")) await once(socket, "data")
  received = ""
  socket.write(bytes)
  await once(socket, "close")
  expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(received.toLowerCase()).toContain("content-type: application/json")
})

test("an expectation that the server cannot meet gets 417 with a JSON body", async () => {
  const response = await sendRaw(
    served.url,
    "POST /api/orders/ HTTP/1.1\r\nHost: x\r\nExpect: 200-ok\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
  )
  expect(response).toMatch(/^HTTP\/1.1 417 /)
  expect(response).toMatch(/\r\n\r\n\{"detail":"Expectation Failed."\}$/)
})
