import type { IncomingMessage } from "node:http"
import { PassThrough } from "node:stream"
import { Effect } from "effect"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { readBytes } from "../../adapters/http/bodies/read-bytes.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { open } from "../support/raw-http.ts"

let served: ServedShop
beforeAll(async () => {
  served = await serveShop({ bodyLimit: 10_000, bodyBudget: 20_000 })
})
afterAll(() => served.close())

const signIn = () => served.ask("POST", "/api/users/login/", { body: `{"username": "${"a".repeat(5000)}"}` })

describe("bodies in flight", () => {
  test("share a budget: a request above it gets a 503 with Retry-After, until others end", async () => {
    const head =
      "POST /api/users/login/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n"
    const sockets = [open(served.url), open(served.url)]
    for (const socket of sockets) socket.write(`${head}\r\n${" ".repeat(8000)}`)
    await vi.waitFor(async () => expect((await signIn()).status).toBe(503), { timeout: 10_000 })
    const refused = await signIn()
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"])
    for (const socket of sockets) socket.destroy()
    await vi.waitFor(async () => expect((await signIn()).status).toBe(400), { timeout: 10_000 })
  })

  test("in one-byte chunks use no more memory than their bytes", async () => {
    const stream = new PassThrough()
    const request = Object.assign(stream, { headers: { "transfer-encoding": "chunked" } }) as unknown as IncomingMessage
    const used: Array<number> = []
    const share = { use: (bytes: number) => used.push(bytes) > 0, close: () => undefined }
    const reading = Effect.runPromise(readBytes(request, 65_536, share))
    for (let i = 0; i < 65_536; i++) stream.write(Buffer.from([i % 251]))
    stream.end()
    const bytes = await reading
    expect(bytes).toEqual(Buffer.from(Array.from({ length: 65_536 }, (_, i) => i % 251)))
    expect(Math.max(...used)).toBe(65_536)
    expect(bytes.buffer.byteLength).toBe(65_536)
  })
})
