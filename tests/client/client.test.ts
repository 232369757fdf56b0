import { readFileSync } from "node:fs"
import { stripTypeScriptTypes } from "node:module"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Calls, createClient, type Tokens } from "../../adapters/client/index.ts"
import { openApiDocument } from "../../adapters/http/openapi/document.ts"
import { makeDialect } from "../../composition/dialects.ts"
import { stocked } from "../dialects/webstore.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { clientFiles } from "../tooling/client-types.ts"

let served: ServedShop
beforeAll(async () => {
  served = await serveShop({ dialect: "all" })
  const { add } = await stocked(served)
  await add(5)
})
afterAll(() => served.close())

const baseUrl = () => `${served.url}/shopwright`
const password = "a-long-password"

/** A client whose requests and tokens the test sees. */
const observed = () => {
  const requests: Array<string> = []
  let kept: Tokens | null = null
  const shop = createClient({
    baseUrl: baseUrl(),
    tokens: {
      read: () => kept,
      write: (tokens) => {
        kept = tokens
      },
    },
    fetch: (url, init) => {
      requests.push(`${init.method} ${url.slice(baseUrl().length)}`)
      return fetch(url, init)
    },
  })
  const expire = () => {
    kept = kept === null ? null : { ...kept, accessToken: "expired" }
  }
  return { shop, requests, expire, tokens: () => kept }
}

const newBuyer = async (shop: Calls, name: string) => {
  const email = `${name}@example.com`
  const registered = await shop.register({ body: { email, password, profile: { firstName: name } } })
  expect(registered.ok).toBe(true)
  expect((await shop.createTokens({ body: { login: email, password } })).ok).toBe(true)
}

test("goes from registration to an order, with values and errors in their types", async () => {
  const { shop } = observed()
  await newBuyer(shop, "mia")
  const products = await shop.listProducts({ query: { available: true, limit: 10 } })
  if (!products.ok) throw new Error(products.error.detail)
  const [lamp] = products.value.items
  expect(lamp).toMatchObject({ name: "Lamp", price: { amount: "12.50", currency: "USD" } })
  const lines = [{ product: lamp?.id ?? 0, quantity: 2 }]
  const placed = await shop.placeOrder({ body: { lines }, headers: { "Idempotency-Key": "checkout-1" } })
  if (!placed.ok) throw new Error(placed.error.detail)
  expect([placed.status, placed.value.total.amount, placed.etag]).toEqual([201, "25.00", expect.stringMatching(/^"/)])
  const shown = await shop.getOrder({ path: { order: placed.value.id } })
  expect(shown).toMatchObject({ ok: true, etag: placed.etag })
  const tooMuch = await shop.placeOrder({ body: { lines: [{ product: lamp?.id ?? 0, quantity: 99 }] } })
  if (tooMuch.ok) throw new Error("There are not that many")
  expect(tooMuch.error.type).toBe("urn:problem-type:shopwright:insufficient-stock")
  // The type of the error is known here, and with it its members.
  if (tooMuch.error.type === "urn:problem-type:shopwright:insufficient-stock")
    expect(tooMuch.error.errors?.[0]?.pointer).toBe("/lines/0/quantity")
})

test("refreshes once for calls that run at the same time, and repeats them", async () => {
  const { shop, requests, expire, tokens } = observed()
  await newBuyer(shop, "leo")
  expire()
  requests.length = 0
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => shop.getOwnAccount()))
  expect(outcomes.every(({ ok }) => ok)).toBe(true)
  expect(requests.filter((one) => one === "POST /v1/tokens/refresh")).toHaveLength(1)
  expect(tokens()?.accessToken).not.toBe("expired")
  requests.length = 0
  expect((await shop.getOwnAccount()).ok).toBe(true)
  expect(requests).toEqual(["GET /v1/me"])
})

test("forgets the tokens of a session that has ended, and returns the error", async () => {
  const { shop, requests, tokens } = observed()
  await newBuyer(shop, "kim")
  const kept = tokens()
  expect((await shop.endCurrentSession()).ok).toBe(true)
  expect(tokens()).toBeNull()
  const other = createClient({ baseUrl: baseUrl(), tokens: { read: () => kept, write: () => undefined } })
  expect(await other.getOwnAccount()).toMatchObject({ ok: false, status: 401, error: { status: 401 } })
  requests.length = 0
  expect(await shop.getOwnAccount()).toMatchObject({
    ok: false,
    error: { type: "urn:problem-type:shopwright:not-authenticated" },
  })
  expect(requests).toEqual(["GET /v1/me"])
})

test("sends the CSRF token of a cookie session", async () => {
  const jar = new Map<string, string>()
  const shop = createClient({
    baseUrl: baseUrl(),
    signsInBy: "cookie",
    // Keeps cookies, as a browser does.
    fetch: async (url, init) => {
      const headers = new Headers(init.headers)
      headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "))
      const response = await fetch(url, { ...init, headers })
      for (const line of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        jar.set(name, value)
      }
      return response
    },
  })
  await shop.register({ body: { email: "ida@example.com", password } })
  expect((await shop.createSession({ body: { login: "ida@example.com", password } })).ok).toBe(true)
  expect(await shop.placeOrder({ body: { lines: [{ product: 1, quantity: 1 }] } })).toMatchObject({ ok: true })
})

test("turns a response that is not the API's into an error", async () => {
  const fetch = async () =>
    new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "content-type": "text/html" } })
  const shop = createClient({ baseUrl: "http://127.0.0.1", fetch })
  expect(await shop.listProducts()).toEqual({
    ok: false,
    status: 502,
    error: {
      type: "urn:problem-type:shopwright:unexpected-response",
      title: "The response does not come from the API",
      status: 502,
      detail: "<h1>Bad gateway</h1>",
    },
  })
})

test("can be aborted", async () => {
  const controller = new AbortController()
  controller.abort()
  const { shop } = observed()
  await expect(shop.listProducts({ signal: controller.signal })).rejects.toThrow("abort")
})

test("uploads a picture", async () => {
  const { shop } = observed()
  await newBuyer(shop, "eva")
  const refused = await shop.putOwnPicture({ body: { picture: new Blob(["no picture"]) } })
  expect(refused).toMatchObject({ ok: false, error: { type: "urn:problem-type:shopwright:picture-refused" } })
})

const folder = fileURLToPath(new URL("../../adapters/client/", import.meta.url))

test("is generated from the current document: run `npm run generate` after a change of the API", () => {
  const files = clientFiles(openApiDocument(makeDialect("shopwright", served.shop), ""))
  for (const [name, text] of Object.entries(files))
    expect(readFileSync(`${folder}generated/${name}`, "utf8"), name).toBe(text)
})

test("has less than 10 kB compressed, and imports nothing else", () => {
  const sources = ["index.ts", "request.ts", "outcome.ts", "generated/routes.ts"].map((name) =>
    stripTypeScriptTypes(readFileSync(folder + name, "utf8")),
  )
  for (const source of sources)
    for (const [, from = ""] of source.matchAll(/^(?:import|export)\b[^"]* from "([^"]+)"/gm))
      expect(from).toMatch(/^\.\//)
  expect(gzipSync(sources.join("\n")).length).toBeLessThan(10_000)
})
