import { once } from "node:events"
import { Deferred, Effect } from "effect"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type ServedShop, type ServeSettings, serveShop } from "../support/http.ts"
import { open, sendRaw } from "../support/raw-http.ts"

let served: ServedShop
const serve = async (settings: ServeSettings): Promise<void> => {
  await served.close()
  served = await serveShop(settings)
}
beforeEach(async () => {
  served = await serveShop()
})
afterEach(() => served.close())

describe("every response", () => {
  test("has security headers and a length, and does not name Express", async () => {
    for (const path of ["/api/products/", "/api/orders/", "/nowhere"]) {
      const { headers, text } = await served.ask("GET", path)
      expect(headers.get("x-content-type-options")).toBe("nosniff")
      expect(headers.get("content-security-policy")).toBe("default-src 'none';frame-ancestors 'none'")
      expect(headers.get("content-length")).toBe(String(Buffer.byteLength(text)))
      expect(headers.get("x-powered-by")).toBeNull()
    }
    expect((await served.ask("GET", "/api/orders/")).headers.get("etag")).toBeNull()
  })

  test("has a request id: the client's own if it is plain, otherwise a new one", async () => {
    const idOf = async (id: string) =>
      (await served.ask("GET", "/api/products/", { headers: { "x-request-id": id } })).headers.get("x-request-id")
    expect(await idOf("order-42.a_b")).toBe("order-42.a_b")
    expect(await idOf("a".repeat(129))).toMatch(/^[0-9a-f-]{36}$/)
    expect(await idOf('"} forged')).toMatch(/^[0-9a-f-]{36}$/)
    expect(served.log()).toContain('"requestId":"order-42.a_b"')
    expect(served.log()).not.toContain("forged")
  })
})

describe("paths", () => {
  test("work with and without their last slash; HEAD works like GET", async () => {
    const get = await served.ask("GET", "/api/products")
    expect(get.text).toBe("[]")
    expect((await served.ask("GET", "/api/products/?page=2")).text).toBe("[]")
    const head = await served.ask("HEAD", "/api/products/")
    expect(head.status).toBe(200)
    expect(head.headers.get("content-length")).toBe("2")
    expect(head.text).toBe("")
  })

  test.each(["/", "/api", "/api/", "/API/products/", "/api/products/1/", "/api//products/", "/api/constructor/", "//"])(
    "%s is not found",
    async (path) => {
      const response = await served.ask("GET", path)
      expect(response.status).toBe(404)
      expect(response.text).toBe(`{"detail":"Not found."}`)
    },
  )

  test.each(["/api/%zz/", "/%", "/api/orders/%E0%A4%A/update-status/"])(
    "%s has an invalid encoding: 400",
    async (path) => {
      const response = await served.ask("GET", path)
      expect(response.status).toBe(400)
      expect(response.text).toBe(`{"detail":"Bad request."}`)
    },
  )
})

describe("malformed or oversized HTTP", () => {
  test.each([
    ["garbage", "garbage\r\n\r\n", 400],
    ["a header beyond all bounds", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(20_000)}\r\n\r\n`, 431],
    ["a path beyond all bounds", `GET /${"a".repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ["two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400],
    ["a target that is no URL", "GET http://[::1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400],
    ["no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400],
    ["a star", "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400],
    ["an unknown whole URL", "GET http://x/a?b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404],
  ])("%s gets an response in JSON", async (_, bytes, status) => {
    const response = await sendRaw(served.url, bytes)
    expect(response).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(response.toLowerCase()).toContain("content-type: application/json")
    expect(JSON.parse(response.slice(response.indexOf("\r\n\r\n") + 4))).toEqual({ detail: expect.any(String) })
  })

  test("a client that disconnects in the middle of its body does not affect others", async () => {
    const socket = open(served.url)
    await once(socket, "connect")
    socket.write("POST /api/users/login/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n")
    socket.write('Content-Length: 1000\r\n\r\n{"username"')
    socket.resetAndDestroy()
    await once(socket, "close")
    expect((await served.ask("GET", "/api/products/")).status).toBe(200)
    await served.closeServer()
    expect(served.log()).not.toContain("defect")
  })
})

describe("defects", () => {
  test("are logged with their stack, which no response contains", async () => {
    const boom = new Error("the shelf fell over")
    await serve({ instead: { listProducts: () => Effect.die(boom) } })
    const response = await served.ask("GET", "/api/products/")
    expect(response.status).toBe(500)
    expect(response.text).toBe(`{"detail":"A server error occurred."}`)
    expect(served.log()).toContain("the shelf fell over")
    expect(served.log()).toContain("server.test.ts")
  })

  test("are caught if a use case throws before it begins", async () => {
    await serve({
      instead: {
        listProducts: () => {
          throw new Error("the test breaks the catalogue")
        },
      },
    })
    expect((await served.ask("GET", "/api/products/")).status).toBe(500)
    expect(served.log()).toContain("the test breaks the catalogue")
  })
})

describe("closing", () => {
  /** A catalogue that responds when the test lets it, and reports that it was called. */
  const slowCatalog = () => {
    const asked = Deferred.makeUnsafe<void>()
    const release = Deferred.makeUnsafe<void>()
    const listProducts = () =>
      Deferred.succeed(asked, undefined).pipe(Effect.andThen(Deferred.await(release)), Effect.as([]))
    return {
      listProducts,
      asked: Effect.runPromise(Deferred.await(asked)),
      release: () => Effect.runPromise(Deferred.succeed(release, undefined)),
    }
  }

  test("lets requests in progress finish, and accepts no new ones", async () => {
    const { listProducts, asked, release } = slowCatalog()
    await serve({ instead: { listProducts } })
    const underWay = served.ask("GET", "/api/products/")
    await asked
    const closed = served.closeServer()
    await expect(fetch(served.url)).rejects.toThrow()
    await release()
    expect((await underWay).status).toBe(200)
    await closed
  })

  test("closes idle connections", async () => {
    const socket = open(served.url)
    socket.write("GET /api/products/ HTTP/1.1\r\nHost: x\r\n\r\n")
    const [response] = (await once(socket, "data")) as [Buffer]
    expect(response.toString()).toMatch(/^HTTP\/1.1 200 /)
    const hungUp = once(socket, "close")
    await served.closeServer()
    await hungUp
  })

  test("cuts off requests that do not finish before the deadline", async () => {
    const { listProducts, asked } = slowCatalog()
    await serve({ instead: { listProducts }, listen: { closeWithin: 50 } })
    const underWay = served.ask("GET", "/api/products/").catch((error: unknown) => error)
    await asked
    await served.closeServer()
    expect(await underWay).toBeInstanceOf(Error)
  })
})
