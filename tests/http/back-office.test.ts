import { afterAll, beforeAll, expect, it } from "vitest"
import { pageFiles } from "../../adapters/back-office/server/page-files.ts"
import { openShop } from "../../composition/open-shop.ts"
import { type ServeOptions, serve } from "../../composition/serve.ts"
import type { Shop } from "../../composition/shop.ts"
import { buildBackOffice } from "../tooling/back-office.ts"

let shop: Shop
beforeAll(async () => {
  await buildBackOffice()
  shop = await openShop({ database: "memory", passwordCost: 4, secret: "a secret that is long enough to sign tokens" })
}, 120_000)
afterAll(() => shop.close())

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

const serving = async <A>(options: Partial<ServeOptions>, act: (url: string) => Promise<A>): Promise<A> => {
  const server = await serve({ shop, host: "127.0.0.1", port: 0, log, dialect: "nitrmart", ...options })
  return act(server.url).finally(server.close)
}

it("is a page with a nonce of its own each time, and files that never change", () =>
  serving({}, async (url) => {
    const [one, two] = [await fetch(`${url}/admin/`), await fetch(`${url}/admin/`)]
    const policies = [one, two].map(({ headers }) => headers.get("content-security-policy") ?? "")
    expect(policies[0]).toMatch(/script-src 'self'; style-src 'self' 'nonce-[\w-]{22}'/)
    expect(policies[0]).not.toBe(policies[1])
    const name = /assets\/[\w-]+\.js/.exec(await one.text())?.[0]
    const file = await fetch(`${url}/admin/${name}`, { headers: { "accept-encoding": "br" } })
    expect(file.headers.get("content-encoding")).toBe("br")
    for (const path of [`/admin/${name}`, "/docs/page.css"]) {
      const plain = await fetch(url + path, { headers: { "accept-encoding": "br;q=0, gzip;q=0" } })
      expect([path, plain.status, plain.headers.get("content-encoding")]).toEqual([path, 200, null])
    }
    expect(file.headers.get("cache-control")).toContain("immutable")
    expect((await fetch(`${url}/admin/assets/..%2f..%2fpackage.json`)).status).not.toBe(200)
  }))

it("leads to the path with a slash, below the prefix of the public URL", () =>
  serving({ publicUrl: "https://example.com/shop" }, async (url) => {
    const response = await fetch(`${url}/admin`, { redirect: "manual" })
    expect([response.status, response.headers.get("location")]).toEqual([308, "/shop/admin/"])
  }))

it("can be switched off with its API", () =>
  serving({ backOffice: false }, async (url) => {
    const paths = ["/admin/", "/admin/v1/products"]
    expect(await Promise.all(paths.map(async (path) => (await fetch(url + path)).status))).toEqual([404, 404])
  }))

it("keeps a buyer's session out of what is for admins, and rejects a forged form", () =>
  serving({}, async (url) => {
    const headers = { "content-type": "application/json" }
    const [login, password] = ["mia@example.com", "a-long-password"]
    const body = JSON.stringify({ email: login, password })
    expect((await fetch(`${url}/admin/v1/accounts`, { method: "POST", headers, body })).status).toBe(201)
    const signIn = { method: "POST", headers, body: JSON.stringify({ login, password }) }
    const foreign = { ...signIn, headers: { ...headers, origin: "https://elsewhere.example" } }
    expect((await fetch(`${url}/admin/v1/sessions`, foreign)).status).toBe(403)
    const session = await fetch(`${url}/admin/v1/sessions`, signIn)
    const cookie = session.headers.getSetCookie().map((line) => line.split(";", 1)[0])
    const withCookie = { ...headers, cookie: cookie.join("; ") }
    expect((await fetch(`${url}/admin/v1/accounts`, { headers: withCookie })).status).toBe(403)
    const forged = await fetch(`${url}/admin/v1/me/session`, { method: "DELETE", headers: withCookie })
    expect(await forged.json()).toMatchObject({ type: "urn:problem-type:shopwright:request-forgery" })
  }))

it("says how to build a page that is missing", async () => {
  const response = await pageFiles(new URL("file:///nowhere/"))({
    path: "/",
    withoutSlash: null,
    acceptsEncoding: () => false,
  })
  expect([response?.status, response?.body.toString()]).toEqual([503, expect.stringContaining("build:back-office")])
})
