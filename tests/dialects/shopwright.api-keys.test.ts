import { afterAll, beforeAll, expect, test } from "vitest"
import { createClient } from "../../adapters/client/index.ts"
import { operationScopes } from "../../adapters/http/dialects/shopwright/operation-scopes.ts"
import { openApiDocument } from "../../adapters/http/openapi/document.ts"
import { makeDialect } from "../../composition/dialects.ts"
import { apiKeyScopes } from "../../domain/account/api-key-scope.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { kindOf, newBuyer, newShop, problemOf } from "./shopwright.ts"

interface Created {
  readonly id: string
  readonly secret: string
  readonly hint: string
}

let served: ServedShop
let admin: Awaited<ReturnType<typeof newShop>>

beforeAll(async () => {
  served = await serveShop({ dialect: "shopwright" })
  admin = await newShop(served)
})
afterAll(() => served?.close())

const newKey = async (scopes: ReadonlyArray<string>, rest: object = {}) => {
  const response = await admin.call("POST", "api-keys", { body: { name: "Script", scopes, ...rest } })
  expect(response.status).toBe(201)
  expect(response.headers.get("cache-control")).toBe("no-store")
  const created = response.json() as Created
  const call = (method: string, path: string, body?: unknown) =>
    served.ask(method, `/v1/${path}`, { bearer: created.secret, ...(body !== undefined && { body }) })
  return { ...created, call }
}

interface Described {
  readonly operationId: string
  readonly security: ReadonlyArray<Readonly<Record<string, ReadonlyArray<string>>>>
}

/** The operations of the API's description that read credentials. */
const operations = () => {
  const document = openApiDocument(makeDialect("shopwright", served.shop), "")
  const paths = document.paths as unknown as Readonly<Record<string, Readonly<Record<string, Described>>>>
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => ({ path, method, ...described })),
    )
    .filter(({ security }) => security.length > 0)
}

test("each operation accepts exactly the keys with its scope, and its description says so", async () => {
  const { call: withNone } = await newKey(["reports:read"])
  const { call: withOther } = await newKey(apiKeyScopes.filter((scope) => scope !== "reports:read"))
  expect(
    operations()
      .map(({ operationId }) => operationId)
      .toSorted(),
  ).toEqual(Object.keys(operationScopes).toSorted())
  for (const { path, method, operationId, security } of operations()) {
    const scope = operationScopes[operationId] ?? null
    expect(security.find((scheme) => "apiKey" in scheme)?.apiKey, operationId).toEqual(
      scope === null ? undefined : [scope],
    )
    const concrete = path.replace("/v1/", "").replaceAll(/\{(\w+)\}/g, (_, name: string) => example(name))
    const call = scope === "reports:read" ? withOther : withNone
    const response = await call(method.toUpperCase(), concrete)
    const expected = scope === null ? "api-key-not-accepted" : "insufficient-scope"
    expect(kindOf(response), operationId).toEqual([403, expected])
    if (scope !== null) {
      expect(problemOf(response).detail).toContain(`"${scope}"`)
      expect(response.headers.get("www-authenticate")).toContain(`error="insufficient_scope", scope="${scope}"`)
    }
  }
})

/** A value of a parameter of a path. */
const example = (name: string): string => {
  if (name === "session" || name === "key") return "0".repeat(32)
  return name === "picture" ? `${"0".repeat(32)}.jpg` : "1"
}

test("a key manages the shop as its owner, and needs no CSRF token", async () => {
  const { call } = await newKey(["products:read", "products:write", "orders:read", "orders:write"])
  const category = await call("POST", "categories", { name: "Lamps of a script" })
  expect(category.status).toBe(201)
  const lines = [{ product: admin.lamp.id, quantity: 1 }]
  const placed = await call("POST", "orders", { lines })
  expect(placed.status).toBe(201)
  const { id } = placed.json() as { readonly id: number }
  expect((await call("PATCH", `orders/${id}`, { status: "paid" })).status).not.toBe(403)
  expect(((await call("GET", "orders")).json() as { readonly items: unknown[] }).items).toHaveLength(1)
})

test("the secret is shown once, and the list names the owner, the hint and the last use", async () => {
  const { id, secret, hint, call } = await newKey(["products:read"], { expiresAt: "2999-01-01T00:00:00Z" })
  expect(secret).toMatch(/^swk_[0-9a-f]{40}$/)
  await call("GET", "products")
  const listed = await admin.call("GET", "api-keys")
  expect(listed.text).not.toContain(secret)
  const { items } = listed.json() as { readonly items: ReadonlyArray<Created> }
  expect(items.find((item) => item.id === id)).toMatchObject({
    owner: { username: "root" },
    scopes: ["products:read"],
    hint,
    expiresAt: "2999-01-01T00:00:00.000Z",
    lastUsedAt: expect.any(String),
  })
  expect(served.log()).not.toContain(secret)
  expect(served.log()).not.toContain(secret.slice(4))
})

test("a revoked key, an unknown key, and a key in another scheme are not accepted", async () => {
  const { id, secret, call } = await newKey(["orders:read"])
  expect((await admin.call("DELETE", `api-keys/${id}`)).status).toBe(204)
  expect(kindOf(await call("GET", "orders"))).toEqual([401, "invalid-token"])
  expect(kindOf(await admin.call("DELETE", `api-keys/${id}`))).toEqual([404, "not-found"])
  const { secret: valid } = await newKey(["orders:read"])
  const ask = (headers: Readonly<Record<string, string>>) => served.ask("GET", "/v1/orders", { headers })
  expect(kindOf(await ask({ authorization: `Bearer ${valid.slice(0, -1)}` }))).toEqual([401, "invalid-token"])
  expect(kindOf(await ask({ authorization: `Basic ${valid}` }))).toEqual([401, "not-authenticated"])
  expect((await ask({ authorization: `Bearer ${valid}` })).status).toBe(200)
  expect(secret).not.toBe(valid)
})

test("buyers create no keys, and a key has valid details", async () => {
  const { call } = await newBuyer(served.ask, "mia")
  const body = { name: "Script", scopes: ["orders:read"] }
  expect(kindOf(await call("POST", "api-keys", { body }))).toEqual([403, "not-permitted"])
  expect(kindOf(await call("GET", "api-keys"))).toEqual([403, "not-permitted"])
  const refused = async (change: object) =>
    kindOf(await admin.call("POST", "api-keys", { body: { ...body, ...change } }))
  expect(await refused({ scopes: [] })).toEqual([400, "invalid-request", "/scopes"])
  expect(await refused({ scopes: ["orders:all"] })).toEqual([400, "invalid-request", "/scopes/0"])
  expect(await refused({ name: "" })).toEqual([400, "invalid-request", "/name"])
  expect(await refused({ expiresAt: "2001-01-01T00:00:00Z" })).toEqual([400, "invalid-request", "/expiresAt"])
})

test("the client sends a key with every call, and refreshes nothing", async () => {
  const { id, secret } = await newKey(["orders:read"])
  const shop = createClient({ baseUrl: served.url, apiKey: secret })
  expect(await shop.listOrders()).toMatchObject({ ok: true })
  expect(await shop.listAccounts()).toMatchObject({
    ok: false,
    error: { type: "urn:problem-type:shopwright:insufficient-scope" },
  })
  await admin.call("DELETE", `api-keys/${id}`)
  expect(await shop.listOrders()).toMatchObject({ ok: false, status: 401 })
})
