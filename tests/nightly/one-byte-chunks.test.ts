import { once } from "node:events"
import { afterAll, beforeAll, expect, it } from "vitest"
import { memoryOf } from "../support/large-response.ts"
import { open } from "../support/raw-http.ts"
import { type ServerProcess, startServer } from "../support/server-process.ts"

const MIB = 1_048_576
const CONNECTIONS = 6
const ROUNDS = 3
/** In megabytes, of the whole process. Holding every chunk as an object of its own takes more than 600 MB. */
const MAX_GROWTH = 250

let server: ServerProcess
beforeAll(async () => {
  server = await startServer("memory", { NODE_OPTIONS: "--max-old-space-size=1024" })
})
afterAll(() => server?.end("SIGTERM"))

/** 4,096 chunks of one byte each: six bytes on the wire per byte of the body. */
const chunks = Buffer.from("1\r\na\r\n".repeat(4096))

/** Sends a body of 1 MiB in one-byte chunks, as fast as the server reads. Returns the status line of the response. */
const send = async (): Promise<string> => {
  const socket = open(server.url)
  let received = ""
  socket.on("data", (data: Buffer) => {
    received += data.toString("latin1")
  })
  const closed = once(socket, "close")
  socket.write(
    "POST /api/users/login/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n" +
      "Transfer-Encoding: chunked\r\n\r\n",
  )
  for (let sent = 0; sent < MIB; sent += 4096) if (!socket.write(chunks)) await once(socket, "drain")
  socket.write("0\r\n\r\n")
  await closed
  return received.split("\r\n")[0] ?? ""
}

it("six connections with 1 MiB in one-byte chunks fit a heap of 1 GB, and other requests are served", async () => {
  const before = memoryOf(server.pid).now
  for (let round = 0; round < ROUNDS; round++) {
    const sending = Promise.all(Array.from({ length: CONNECTIONS }, send))
    let served = 0
    const others = (async () => {
      const ended = sending.then(() => true)
      while (!(await Promise.race([ended, fetch(`${server.url}/api/products/`).then(() => false)]))) served++
    })()
    expect(new Set(await sending)).toEqual(new Set(["HTTP/1.1 400 Bad Request"]))
    await others
    expect(served).toBeGreaterThan(0)
  }
  expect(server.isRunning()).toBe(true)
  const { peak } = memoryOf(server.pid)
  console.log(`peak ${peak.toFixed(0)} MB, ${before.toFixed(0)} MB before`)
  expect(peak - before).toBeLessThan(MAX_GROWTH)
})
