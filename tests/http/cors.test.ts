import { Effect } from "effect"
import { describe, expect, onTestFinished, test } from "vitest"
import { type DialectName, dialectNames, usesCookies } from "../../composition/dialects.ts"
import type { HttpResponse, ServeSettings } from "../support/http.ts"
import { serveShop } from "../support/http.ts"

const PAGE = "http://localhost:3000"

/** One path of each dialect that exists, with its methods, and one that does not exist. */
const paths: Readonly<Record<DialectName, readonly [path: string, methods: string, unknown: string]>> = {
  "ecommerce-backend": ["/api/orders/", "GET, POST, HEAD, OPTIONS", "/api/nowhere/"],
  myecommerce: ["/api/users/login/", "POST, OPTIONS", "/api/nowhere/"],
  "phone-login": ["/api/token/refresh/", "POST, OPTIONS", "/api/nowhere/"],
  nitrmart: ["/users/1/", "GET, PATCH, HEAD, OPTIONS", "/nowhere/"],
  webstore: ["/api/post_order", "POST, OPTIONS", "/api/nowhere"],
  shopwright: ["/v1/orders", "GET, POST, HEAD, OPTIONS", "/v1/nowhere"],
}

const serve = async (trustedOrigins: ReadonlyArray<string>, settings: ServeSettings = {}) => {
  const all = Object.fromEntries(dialectNames.map((name) => [name, { trustedOrigins }]))
  const served = await serveShop({ dialect: "all", dialectSettings: all, ...settings })
  onTestFinished(served.close)
  return served
}

const corsOf = ({ headers }: HttpResponse) => ({
  origin: headers.get("access-control-allow-origin"),
  credentials: headers.get("access-control-allow-credentials"),
  vary: headers.get("vary"),
  exposed: headers.get("access-control-expose-headers"),
  policy: headers.get("cross-origin-resource-policy"),
})

const open = (cookies: boolean) => ({
  origin: PAGE,
  credentials: cookies ? "true" : null,
  vary: "Origin",
  exposed: "Link, Location, ETag, Retry-After, X-Request-Id",
  policy: "cross-origin",
})
const shut = { origin: null, credentials: null, vary: "Origin", exposed: null, policy: "same-origin" }

describe.each(dialectNames)("%s and pages of other origins", (name) => {
  const [path, methods, unknown] = paths[name]
  const hasCookies = usesCookies(name)

  test("a preflight from a trusted origin lists the path's methods and the request headers", async () => {
    const { ask } = await serve([PAGE])
    const headers = { origin: PAGE, "access-control-request-method": "POST" }
    const response = await ask("OPTIONS", `/${name}${path}`, { headers })
    expect([response.status, response.headers.get("access-control-allow-methods")]).toEqual([200, methods])
    expect(response.headers.get("access-control-allow-headers")).toBe(
      "Authorization, Content-Type, X-CSRFTOKEN, X-CSRF-Token, Idempotency-Key, If-Match, If-None-Match, X-Request-Id",
    )
    expect(corsOf(response)).toEqual(open(hasCookies))
  })

  test("a trusted origin can read every response: errors, unknown paths and methods, malformed paths", async () => {
    const { ask } = await serve([PAGE])
    const asking = { headers: { origin: PAGE } }
    for (const [method, at, status] of [
      ["POST", path, undefined],
      ["PUT", path, undefined],
      ["GET", unknown, 404],
      ["GET", `${unknown}%zz`, 400],
    ] as const) {
      const response = await ask(method, `/${name}${at}`, { ...asking, ...(method === "GET" ? {} : { body: "{" }) })
      expect(response.status).toBe(status ?? response.status)
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(corsOf(response)).toEqual(open(hasCookies))
    }
    const preflight = { headers: { origin: PAGE, "access-control-request-method": "DELETE" } }
    const response = await ask("OPTIONS", `/${name}${unknown}`, preflight)
    expect([response.status, corsOf(response)]).toEqual([200, open(hasCookies)])
  })

  test("an untrusted origin can read nothing, and without trusted origins no header is sent", async () => {
    const { ask } = await serve([PAGE])
    for (const origin of ["http://evil.example", "null", "http://localhost:3001"]) {
      const preflight = { headers: { origin, "access-control-request-method": "POST" } }
      expect(corsOf(await ask("OPTIONS", `/${name}${path}`, preflight))).toEqual(shut)
      expect(corsOf(await ask("GET", `/${name}${path}`, { headers: { origin } }))).toEqual(shut)
    }
    const closed = await serve([])
    const response = await closed.ask("GET", `/${name}${path}`, { headers: { origin: PAGE } })
    expect(corsOf(response)).toEqual({ ...shut, vary: null })
  })

  test(hasCookies ? "* is refused" : "* lets every page call it, without cookies", async () => {
    const settings = { dialect: name, dialectSettings: { [name]: { trustedOrigins: ["*"] } } }
    if (hasCookies) return expect(serveShop(settings)).rejects.toThrow("API with cookies cannot be '*'")
    const served = await serveShop(settings)
    onTestFinished(served.close)
    const response = await served.ask("GET", path, { headers: { origin: "https://anywhere.example" } })
    expect(corsOf(response)).toEqual({ ...open(false), origin: "*", vary: null })
  })
})

test("a trusted origin can read a 500 too", async () => {
  const { ask } = await serve([PAGE], { instead: { listProducts: () => Effect.die(new Error("broken")) } })
  const response = await ask("GET", "/ecommerce-backend/api/products/", { headers: { origin: PAGE } })
  expect([response.status, corsOf(response)]).toEqual([500, open(false)])
})

test("every page can read the public keys", async () => {
  const { ask } = await serve([PAGE])
  const response = await ask("GET", "/.well-known/jwks.json", { headers: { origin: "https://anywhere.example" } })
  expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([200, "*"])
})
