import { Effect, Stream } from "effect"
import { expect, test } from "vitest"
import { ecommerceBackend } from "../../adapters/http/dialects/ecommerce-backend/dialect.ts"
import { makeFetchApp } from "../../adapters/http/server/fetch/fetch-app.ts"
import type { ServerLog } from "../../adapters/http/server/server-log.ts"
import { fetchHandler } from "../../composition/http.ts"
import { dialect, shopOf, silent, user } from "./mounted.ts"

const site = "https://shop.example"
const posting = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Request =>
  new Request(site + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  })

/** A log that keeps its messages. */
const recording = () => {
  const lines: Array<{ readonly message: string; readonly facts: Readonly<Record<string, unknown>> }> = []
  const add = (facts: object, message: string) => void lines.push({ message, facts: { ...facts } })
  const log: ServerLog = { info: add, warn: add, error: add }
  return { log, lines }
}

/** A handler whose orders are the pieces of a stream. */
const streaming = async (rest: Stream.Stream<Uint8Array, never>, log: ServerLog = silent) => {
  const shop = await shopOf("Soap")
  const api = ecommerceBackend({ shop: shop.useCases, currency: shop.currency })
  const [route, ...routes] = api.routes
  if (route === undefined) throw new Error("the dialect has no routes")
  const respond = () => Effect.succeed({ status: 200, body: Buffer.from("["), rest })
  return makeFetchApp({
    mounts: [{ prefix: "", dialect: { ...api, routes: [{ ...route, respond }, ...routes] } }],
    logger: log,
  })(new Request(`${site}/api/${route.path}`))
}

test("registers, signs in and orders", async () => {
  const handle = fetchHandler(await shopOf("Soap"), { dialect, log: silent })
  expect((await handle(posting("/api/users/register/", user))).status).toBe(201)
  const { token } = (await (await handle(posting("/api/users/login/", user))).json()) as { readonly token: string }
  const items = [{ product: 1, quantity: 2 }]
  const placed = await handle(posting("/api/orders/", { items }, { authorization: `Token ${token}` }))
  expect([placed.status, placed.headers.get("content-type")]).toEqual([201, "application/json"])
  expect(await placed.json()).toMatchObject({ id: 1, status: "created" })
})

test("sends the headers of the router, and no body for HEAD", async () => {
  const handle = fetchHandler(await shopOf("Soap"), { dialect, log: silent, hstsSeconds: 60 })
  const got = await handle(new Request(`${site}/api/products/`, { headers: { "x-request-id": "line-1" } }))
  const text = await got.text()
  expect(Object.fromEntries(got.headers)).toMatchObject({
    "content-length": String(text.length),
    "strict-transport-security": "max-age=60",
    "x-content-type-options": "nosniff",
    "x-request-id": "line-1",
  })
  expect(got.headers.get("x-powered-by")).toBeNull()
  const head = await handle(new Request(`${site}/api/products/`, { method: "HEAD" }))
  expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, String(text.length), ""])
})

test("keeps each of several cookies", async () => {
  const handle = fetchHandler(await shopOf("Soap"), { dialect: "webstore", log: silent })
  const mia = { ...user, phone: "+919876543210" }
  await handle(posting("/api/sign_in", mia))
  const signedIn = await handle(posting("/api/login_view", mia))
  expect(signedIn.headers.getSetCookie().length).toBeGreaterThan(1)
})

test("serves only the paths below its base path, and names them with it", async () => {
  const handle = fetchHandler(await shopOf("Soap"), { dialect, basePath: "/shop", describesApi: true, log: silent })
  const statusOf = async (path: string) => (await handle(new Request(site + path))).status
  expect(await Promise.all(["/shop/api/products/", "/api/products/", "/shops/api/products/"].map(statusOf))).toEqual([
    200, 404, 404,
  ])
  const description = await handle(new Request(`${site}/shop/openapi.json`))
  expect(JSON.stringify(await description.json())).toContain("/shop")
  const other = await shopOf("Soap")
  for (const basePath of ["shop", "/shop/", "/:id", "//"])
    expect(() => fetchHandler(other, { dialect, basePath })).toThrow(/^basePath must be/)
})

test("limits requests by the address that the host knows, or behind a trusted proxy by its headers", async () => {
  const from = (address: string) => ({ "x-client": address })
  const statuses = async (handle: (request: Request) => Promise<Response>, header: (address: string) => object) => {
    const all: Array<number> = []
    for (let i = 0; i < 4; i++) {
      const address = i < 3 ? "203.0.113.1" : "203.0.113.2"
      const someone = { ...user, username: `mia${i}`, email: `mia${i}@example.com` }
      all.push((await handle(posting("/api/users/register/", someone, { ...header(address) }))).status)
    }
    return all.slice(-2)
  }
  const limited = () => shopOf("Soap", { signInPolicy: { registrationsPerAddress: 2 } })
  const known = fetchHandler(await limited(), {
    dialect,
    log: silent,
    clientAddress: (request) => request.headers.get("x-client") ?? undefined,
  })
  expect(await statuses(known, from)).toEqual([429, 201])
  const proxied = fetchHandler(await limited(), { dialect, log: silent, trustProxy: 1 })
  expect(await statuses(proxied, (address) => ({ "x-forwarded-for": address }))).toEqual([429, 201])
  const unknown = fetchHandler(await limited(), { dialect, log: silent })
  expect(await statuses(unknown, from)).toEqual([429, 429])
})

test("rejects a Request whose body was read before, and says what to do", async () => {
  const handle = fetchHandler(await shopOf("Soap"), { dialect, log: silent })
  const request = posting("/api/users/register/", user)
  await request.text()
  await expect(handle(request)).rejects.toThrow("Pass it request.clone().")
})

test("responds to a body that is too long, and to one that ends early", async () => {
  const handle = fetchHandler(await shopOf("Soap"), { dialect, log: silent, bodyLimit: 1000 })
  const long = await handle(posting("/api/users/register/", { ...user, username: "m".repeat(2000) }))
  expect(long.status).toBe(413)
  const leaving = new AbortController()
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => {
      controller.enqueue(Buffer.from(`{"username":`) as Uint8Array<ArrayBuffer>)
      leaving.abort()
    },
  })
  const init = { method: "POST", body, duplex: "half", signal: leaving.signal } as const
  const aborted = await handle(new Request(`${site}/api/users/register/`, init))
  expect(aborted.status).toBeGreaterThanOrEqual(400)
  expect(aborted.status).toBeLessThan(500)
})

test("produces a long response only as fast as it is read, and stops when the client leaves", async () => {
  let produced = 0
  const ended = Promise.withResolvers<void>()
  const pieces = Stream.fromIterable(
    (function* () {
      for (;;) {
        produced++
        yield Buffer.from("x")
      }
    })(),
    { chunkSize: 1 },
  ).pipe(Stream.ensuring(Effect.sync(ended.resolve)))
  const { log, lines } = recording()
  const response = await streaming(pieces, log)
  const reader = response.body?.getReader()
  for (let i = 0; i < 5; i++) await reader?.read()
  expect(produced).toBeLessThan(30)
  await reader?.cancel()
  await ended.promise
  expect(lines.map(({ message }) => message)).toEqual(["client disconnected"])
})

test("fails the body, and logs why, when the rest of a response cannot be read", async () => {
  const { log, lines } = recording()
  const response = await streaming(Stream.die(new Error("the disk is gone")), log)
  await expect(response.text()).rejects.toThrow("the disk is gone")
  expect(lines.map(({ message }) => message)).toEqual(["defect", "response aborted"])
  expect(lines[0]?.facts).toMatchObject({ err: { message: "the disk is gone" } })
})
