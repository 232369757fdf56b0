import type { Socket } from "node:net"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import { client, signUp } from "../support/http.ts"
import { open } from "../support/raw-http.ts"
import { startServer, temporaryFolder } from "./shopwright.ts"

const serve = async (env: Readonly<Record<string, string>>) => {
  const server = await startServer(["--database", "memory", "--port", "0"], { cwd: temporaryFolder(), env })
  return { url: server.url, ask: client(server.url) }
}

describe("serve with limits", () => {
  it("rejects orders above SHOPWRIGHT_MAX_UNPAID_ORDERS", async () => {
    const { ask } = await serve({ SHOPWRIGHT_CATALOG: "demo", SHOPWRIGHT_MAX_UNPAID_ORDERS: "1" })
    const token = await signUp(ask, "ann")
    const body = { items: [{ product: 3, quantity: 1 }] }
    expect((await ask("POST", "/api/orders/", { token, body })).status).toBe(201)
    const rejected = await ask("POST", "/api/orders/", { token, body })
    expect([rejected.status, rejected.json()]).toEqual([
      400,
      { non_field_errors: ["This account has 1 unpaid orders, which is the maximum."] },
    ])
  })

  it("responds 503 to bodies above SHOPWRIGHT_BODY_BUDGET", async () => {
    const { url, ask } = await serve({ SHOPWRIGHT_BODY_BUDGET: "8388608" })
    const signIn = async () => (await ask("POST", "/api/users/login/", { body: `"${"a".repeat(900_000)}"` })).status
    expect(await signIn()).toBe(400)
    const head =
      "POST /api/users/login/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000"
    const sockets: Array<Socket> = []
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
    })
    // Each unfinished body holds its share of the budget until only one more fits, and then none.
    await vi.waitFor(
      async () => {
        // The server rejects the last of these bodies unread, so the kernel may reset its connection.
        const socket = open(url).on("error", () => undefined)
        sockets.push(socket)
        socket.write(`${head}\r\n\r\n${" ".repeat(999_999)}`)
        expect(await signIn()).toBe(503)
      },
      { timeout: 20_000 },
    )
    expect(sockets.length).toBeGreaterThan(6)
  })
})
