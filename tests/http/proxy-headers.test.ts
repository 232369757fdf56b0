import { describe, expect, onTestFinished, test } from "vitest"
import type { Asking, ServeSettings } from "../support/http.ts"
import { serveShop } from "../support/http.ts"
import { sendRaw } from "../support/raw-http.ts"

type Headers = NonNullable<Asking["headers"]>

/** A server behind a trusted proxy, and how it logs a rejected sign-in with these headers. */
const behindProxy = async (trustProxy: ServeSettings["trustProxy"] = "loopback") => {
  const served = await serveShop({ trustProxy })
  onTestFinished(served.close)
  const refused = async (headers: Headers): Promise<unknown> => {
    const body = { username: "nobody", password: "wrong-pass" }
    await served.ask("POST", "/api/users/login/", { body, headers: { ...headers, "x-request-id": "last" } })
    const lines = served.log().trim().split("\n")
    const found = lines.findLast((line) => line.includes("sign-in refused"))
    return (JSON.parse(found ?? "{}") as { readonly address?: unknown }).address
  }
  return { ...served, refused }
}

describe("the client's address behind a trusted proxy", () => {
  test.each([
    ["with a port, as Azure sends it", { "x-forwarded-for": "203.0.113.7:51234" }, "203.0.113.7"],
    ["IPv6", { "x-forwarded-for": "2001:db8::17" }, "2001:db8::17"],
    ["IPv6 with a port", { "x-forwarded-for": "[2001:DB8::17]:51234" }, "2001:db8::17"],
    ["IPv6 in brackets", { "x-forwarded-for": "[2001:db8::17]" }, "2001:db8::17"],
    ["IPv4 written as IPv6", { "x-forwarded-for": "::ffff:203.0.113.7" }, "203.0.113.7"],
    ["the last one that is no proxy", { "x-forwarded-for": "198.51.100.1, 203.0.113.7:1, 127.0.0.1" }, "203.0.113.7"],
    ["RFC 7239", { forwarded: "for=203.0.113.7" }, "203.0.113.7"],
    ["RFC 7239, upper case, with a port", { forwarded: 'For="203.0.113.7:4711";Proto=HTTPS' }, "203.0.113.7"],
    ["RFC 7239, IPv6", { forwarded: 'for="[2001:db8:cafe::17]:4711"' }, "2001:db8:cafe::17"],
    ["RFC 7239, two proxies", { forwarded: "for=198.51.100.1, for=203.0.113.7, for=127.0.0.1" }, "203.0.113.7"],
    ["both, in agreement", { "x-forwarded-for": "203.0.113.7:1", forwarded: "for=203.0.113.7" }, "203.0.113.7"],
    // The client itself sent one of the two.
    ["both, in conflict", { "x-forwarded-for": "203.0.113.7", forwarded: "for=198.51.100.1" }, "127.0.0.1"],
    ["no address", { "x-forwarded-for": "unknown" }, "127.0.0.1"],
    ["an obfuscated node", { forwarded: "for=_hidden" }, "127.0.0.1"],
    ["a malformed RFC 7239", { forwarded: 'for="203.0.113.7' }, "127.0.0.1"],
  ])("%s", async (_, headers, address) => {
    const { refused } = await behindProxy()
    expect(await refused(headers)).toBe(address)
  })

  test("is the connection's when the sender of the headers is not a proxy", async () => {
    const { refused } = await behindProxy("192.0.2.1")
    expect(await refused({ "x-forwarded-for": "203.0.113.7", forwarded: "for=203.0.113.7" })).toBe("127.0.0.1")
  })

  test("is the one that the last of several trusted proxies reports", async () => {
    const listed = { "x-forwarded-for": "192.0.2.66, 198.51.100.1:80, 203.0.113.7:51234" }
    const elements = { forwarded: "for=192.0.2.66, for=198.51.100.1, for=203.0.113.7" }
    for (const [proxies, address] of [
      [1, "203.0.113.7"],
      [2, "198.51.100.1"],
    ] as const) {
      const { refused } = await behindProxy(proxies)
      expect([await refused(listed), await refused(elements)]).toEqual([address, address])
    }
  })

  test("separates clients with ports: failures of one do not lock others out", async () => {
    const served = await serveShop({
      trustProxy: "loopback",
      options: { signInPolicy: { perAddress: 3, perAccount: 100 } },
    })
    onTestFinished(served.close)
    const guess = async (from: string, name: string) => {
      const body = { username: name, password: "wrong-pass" }
      const headers = { "x-forwarded-for": from }
      return (await served.ask("POST", "/api/users/login/", { body, headers })).status
    }
    const seen: Array<number> = []
    for (let i = 0; i < 5; i++) seen.push(await guess(`203.0.113.7:${50_000 + i}`, `user${i}`))
    expect(seen).toEqual([401, 401, 401, 429, 429])
    expect(await guess("203.0.113.8:50000", "other")).toBe(401)
  })
})

describe("the protocol behind a trusted proxy", () => {
  test.each([
    [{ "x-forwarded-proto": "HTTPS" }, true],
    [{ "x-forwarded-proto": "https, http" }, true],
    [{ forwarded: "for=203.0.113.7;proto=HTTPS" }, true],
    [{ forwarded: "for=203.0.113.7;proto=http", "x-forwarded-proto": "https" }, false],
    [{ "x-forwarded-proto": "javascript" }, false],
    [{}, false],
  ])("%j: cookies over HTTPS only: %s", async (headers: Headers, secure) => {
    const served = await serveShop({ dialect: "webstore", trustProxy: "loopback" })
    onTestFinished(served.close)
    const user = { username: "mia", password: "test12345", email: "mia@example.com" }
    await served.ask("POST", "/api/sign_in", { body: user })
    const { headers: sent } = await served.ask("POST", "/api/login_view", { body: user, headers })
    expect(sent.getSetCookie()).toHaveLength(2)
    for (const cookie of sent.getSetCookie()) expect(cookie.includes("; Secure")).toBe(secure)
  })
})

describe("HTTP Strict Transport Security (HSTS)", () => {
  const hsts = async (settings: ServeSettings, headers: Headers) => {
    const served = await serveShop({ trustProxy: "loopback", ...settings })
    onTestFinished(served.close)
    return (await served.ask("GET", "/api/products/", { headers })).headers.get("strict-transport-security")
  }

  test("is off by default, and is sent over HTTPS only", async () => {
    const https = { "x-forwarded-proto": "https" }
    expect(await hsts({}, https)).toBeNull()
    expect(await hsts({ hstsSeconds: 31_536_000 }, https)).toBe("max-age=31536000")
    expect(await hsts({ hstsSeconds: 31_536_000 }, {})).toBeNull()
    await expect(hsts({ hstsSeconds: -1 }, {})).rejects.toThrow("hstsSeconds must be a whole number")
  })
})

test.each(["/api/products/", "/nowhere"])("two Host headers are a 400: %s", async (path) => {
  const { url } = await behindProxy()
  for (const hosts of ["Host: shop.test\r\nHost: evil.test", "Host: shop.test\r\nhost: shop.test"]) {
    const response = await sendRaw(url, `GET ${path} HTTP/1.1\r\n${hosts}\r\nConnection: close\r\n\r\n`)
    expect(response).toMatch(/^HTTP\/1.1 400 /)
    expect(response).toContain(`{"detail":"Bad request."}`)
  }
})
