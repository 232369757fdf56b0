import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Asking, type ServedShop, serveShop, signInAdmin, signUp } from "../support/http.ts"

let served: ServedShop
let user: string
let admin: string

beforeAll(async () => {
  served = await serveShop()
  admin = await signInAdmin(served)
  user = await signUp(served.ask, "anna")
})
afterAll(() => served.close())

const refused = async (method: string, path: string, asking: Asking = {}) => {
  const { status, text, headers } = await served.ask(method, path, asking)
  return [status, text, headers.get("www-authenticate") ?? headers.get("allow")]
}

describe("the order of checks", () => {
  const missing = `{"detail":"Authentication credentials were not provided."}`
  const forbidden = `{"detail":"You do not have permission to perform this action."}`

  test("authentication comes first, then permission, then the method, then the body", async () => {
    const path = "/api/products/create/"
    const headers = { "content-type": "text/plain" }
    expect(await refused("PUT", path, { body: "{", headers })).toEqual([401, missing, "Token"])
    expect(await refused("PUT", path, { body: "{", headers, token: user })).toEqual([403, forbidden, null])
    expect(await refused("PUT", path, { body: "{", headers, token: admin })).toEqual([
      405,
      `{"detail":"Method \\"PUT\\" not allowed."}`,
      "POST, OPTIONS",
    ])
    expect(await refused("POST", path, { body: "{", headers, token: admin })).toEqual([
      415,
      `{"detail":"Unsupported media type \\"text/plain\\" in request."}`,
      null,
    ])
    expect((await refused("POST", path, { body: "{", token: admin }))[0]).toBe(400)
  })

  test("an order's body is validated before the order is looked up", async () => {
    const path = "/api/orders/999/update-status/"
    expect((await refused("PATCH", path, { token: admin, body: { status: "lost" } }))[0]).toBe(400)
    expect((await refused("PATCH", path, { token: admin, body: { status: "paid" } }))[0]).toBe(404)
  })
})

describe("methods", () => {
  test.each([
    ["/api/products/", undefined, "GET, HEAD, OPTIONS"],
    ["/api/users/login/", undefined, "POST, OPTIONS"],
    ["/api/orders/", "user", "GET, POST, HEAD, OPTIONS"],
    ["/api/orders/1/update-status/", "admin", "PATCH, OPTIONS"],
  ])("%s names its methods in Allow", async (path, who, allow) => {
    const token = who === "user" ? user : who === "admin" ? admin : undefined
    const asking = token === undefined ? {} : { token }
    expect((await refused("DELETE", path, asking)).toSpliced(1, 1)).toEqual([405, allow])
    expect((await refused("OPTIONS", path, asking)).toSpliced(1, 1)).toEqual([200, allow])
  })
})

describe("tokens", () => {
  const bad = (message: string) => [401, JSON.stringify({ detail: message }), "Token"]

  test.each([
    ["Token", "Invalid token header. No credentials provided."],
    ["Token a b", "Invalid token header. Token string should not contain spaces."],
    ["Token \u00ff\u00fe", "Invalid token header. Token string should not contain invalid characters."],
    ["Token nobody-has-this-one", "Invalid token."],
    ["tOkEn nobody-has-this-one", "Invalid token."],
  ])("%j is rejected, and ignored on public paths", async (authorization, message) => {
    expect(await refused("GET", "/api/orders/", { headers: { authorization } })).toEqual(bad(message))
    expect((await served.ask("GET", "/api/products/", { headers: { authorization } })).status).toBe(200)
  })

  test("the scheme's name compares without case; another scheme counts as no credentials", async () => {
    const status = async (authorization: string, path: string) =>
      (await served.ask("GET", path, { headers: { authorization } })).status
    expect(await status(`token ${user}`, "/api/orders/")).toBe(200)
    expect(await status(`Bearer ${user}`, "/api/orders/")).toBe(401)
    expect(await status(`Bearer ${user}`, "/api/products/")).toBe(200)
  })
})
