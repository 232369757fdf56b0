import { afterEach, expect, it } from "vitest"
import { openShop } from "../../composition/open-shop.ts"
import { type ServeOptions, serve } from "../../composition/serve.ts"
import { setupCode } from "../../composition/setup-code.ts"
import { operator } from "../../domain/account/actor.ts"

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const closing: Array<() => Promise<void>> = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const SECRET = "a secret that is long enough to sign tokens"
const PASSWORD = "a-long-password"

/** Serves an empty shop in memory with its back office. */
const newShop = async (options: Partial<ServeOptions> = {}) => {
  const shop = await openShop({ database: "memory", passwordCost: 4, secret: SECRET })
  closing.push(shop.close)
  const server = await serve({ shop, host: "127.0.0.1", port: 0, log, dialect: "shopwright", ...options })
  closing.push(server.close)
  let token: string | undefined
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = new Headers(token === undefined ? {} : { authorization: `Bearer ${token}` })
    if (body !== undefined && !(body instanceof FormData)) headers.set("content-type", "application/json")
    const sent = body === undefined || body instanceof FormData ? (body ?? null) : JSON.stringify(body)
    const response = await fetch(server.url + path, { method, headers, body: sent })
    const text = await response.text()
    return { status: response.status, body: text === "" ? null : JSON.parse(text) }
  }
  const signIn = async (base = "/admin") => {
    const signedIn = await ask("POST", `${base}/v1/tokens`, { login: "owner", password: PASSWORD })
    token = signedIn.body.accessToken
  }
  const code = setupCode(shop)
  const create = (sent: string, base = "/admin", username = "owner") =>
    ask("POST", `${base}/v1/setup/admin`, { code: sent, username, password: PASSWORD })
  return { shop, ask, signIn, code, create }
}

const fileOf = (content: string) => {
  const form = new FormData()
  form.append("file", new Blob([content]), "goods.csv")
  return form
}

it("creates the first admin with the code of the server, and no second one", async () => {
  const { ask, code, create, signIn } = await newShop()
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
  expect((await ask("GET", "/admin/v1/setup")).body).toEqual({ needsAdmin: true, isEmpty: true })
  expect(await create("AAAA-AAAA-AAAA")).toMatchObject({ status: 403, body: { errors: [{ pointer: "/code" }] } })
  expect(await create(` ${code.toLowerCase().replaceAll("-", " ")}`)).toMatchObject({
    status: 201,
    body: { username: "owner", isAdmin: true },
  })
  expect((await ask("GET", "/admin/v1/setup")).body).toEqual({ needsAdmin: false, isEmpty: true })
  expect((await create(code, "/admin", "second")).status).toBe(409)
  await signIn()
  expect((await ask("POST", "/admin/v1/imports/demo")).status).toBe(200)
  expect((await ask("GET", "/admin/v1/setup")).body).toEqual({ needsAdmin: false, isEmpty: false })
})

it("creates one admin of many concurrent requests with the code", async () => {
  const { shop, code, create } = await newShop()
  const names = Array.from({ length: 8 }, (_, i) => `owner${i}`)
  const ends = await Promise.all(names.map((name) => create(code, "/admin", name)))
  expect(ends.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 7 }, () => 409)])
  expect(ends.find(({ status }) => status === 409)?.body.type).toBe("urn:problem-type:shopwright:admin-exists")
  const found = await shop.searchAccounts(operator, { isAdmin: true, limit: 10 })
  expect(found.ok && found.value.accounts.length).toBe(1)
})

it("creates no admin outside of the back office, whatever the code", async () => {
  const { ask, code, create } = await newShop()
  expect((await ask("GET", "/v1/setup")).body).toMatchObject({ needsAdmin: false })
  expect((await create(code, "")).status).toBe(403)
})

it("has the same code in every process, and another one with other keys", async () => {
  const [one, two] = [await newShop(), await newShop()]
  expect(one.code).toBe(two.code)
  const other = await openShop({ database: "memory", passwordCost: 4, secret: `${SECRET}, but another` })
  closing.push(other.close)
  expect(setupCode(other)).not.toBe(one.code)
})

it("checks a file, reports faults by line, and loads it for admins only", async () => {
  const { ask, code, create, signIn } = await newShop()
  const good =
    "name,price,category,size,color,stock\nSoap,3.50,Bath,,,12\nShirt,25,Clothes,S,Blue,4\nShirt,25,Clothes,M,Blue,7\n"
  expect((await ask("POST", "/admin/v1/imports", fileOf(good))).status).toBe(401)
  await create(code)
  await signIn()
  const faulty = await ask("POST", "/admin/v1/imports?dryRun=true", fileOf(good.replace("3.50", "dear")))
  expect(faulty).toMatchObject({
    status: 400,
    body: {
      type: "urn:problem-type:shopwright:invalid-file",
      errors: [{ pointer: "/file", detail: expect.stringMatching(/^line 2, column price: must be an amount of USD/) }],
    },
  })
  for (const [content, detail] of [
    ["", "the file is empty"],
    ["a,b\n1,2\n", expect.stringContaining("unknown format")],
    ['{"categories": [}', expect.stringContaining("line 1, column 17")],
    ['[{"model": "auth.user"}]', expect.stringContaining("shopwright import")],
    ["name,price,category\nSoap,1,Bath,x\n", expect.stringContaining("3 columns")],
  ] as const)
    expect(await ask("POST", "/admin/v1/imports?dryRun=true", fileOf(content))).toMatchObject({
      status: 400,
      body: { errors: expect.arrayContaining([{ pointer: "/file", detail }]) },
    })
  const shown = {
    categories: 2,
    products: 2,
    first: [
      { name: "Soap", category: "Bath", price: { amount: "3.50", currency: "USD" }, variants: 0, stock: 12 },
      { name: "Shirt", category: "Clothes", price: { amount: "25.00", currency: "USD" }, variants: 2, stock: 11 },
    ],
    notes: [],
  }
  expect(await ask("POST", "/admin/v1/imports?dryRun=true", fileOf(good))).toEqual({ status: 200, body: shown })
  expect((await ask("GET", "/admin/v1/products")).body.items).toEqual([])
  expect(await ask("POST", "/admin/v1/imports", fileOf(good))).toEqual({ status: 200, body: shown })
  expect((await ask("GET", "/admin/v1/products")).body.items).toHaveLength(2)
})

it("shows admins how the shop runs, and lets them check the stock and retry events", async () => {
  const system = {
    version: "1.2.3",
    database: "a database",
    settings: [{ name: "port", value: "8000", source: "default" }],
  }
  const { shop, ask, code, create, signIn } = await newShop({ system })
  const paths = ["system", "system/stock", "subscribers"].map((path) => `/admin/v1/${path}`)
  for (const path of paths) expect((await ask("GET", path)).status).toBe(401)
  await create(code)
  await signIn()
  expect((await ask("GET", "/admin/v1/system")).body).toEqual({ ...system, currency: "USD", timeZone: "UTC" })
  expect((await ask("GET", "/v1/system")).body).toMatchObject({ version: null, settings: [] })
  expect((await ask("GET", "/admin/v1/system/stock")).body).toEqual({ drifts: [] })
  expect((await ask("POST", "/admin/v1/system/stock/repair")).body).toEqual({ drifts: [] })
  const stop = shop.subscribe("mail", () => Promise.reject(new Error("away")), { retrySeconds: 300 })
  const listed = async () => (await ask("GET", "/admin/v1/subscribers")).body.items
  await expect.poll(async () => (await listed())[0]?.deferred, { timeout: 5_000 }).toBeGreaterThan(0)
  expect(await listed()).toMatchObject([{ name: "mail", next: [{ kind: "AccountRegistered", failures: 1 }] }])
  const retried = await ask("POST", "/admin/v1/subscribers/retry", { subscriber: "mail" })
  expect(retried).toEqual({ status: 200, body: { retried: 1 } })
  await expect.poll(async () => (await listed())[0]?.next[0]?.failures, { timeout: 5_000 }).toBe(2)
  await stop()
})
