import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type ServedShop, serveShop } from "../support/http.ts"
import { type Buyer, kindOf, newBuyer, newShop } from "./shopwright.ts"

let served: ServedShop
let admin: Awaited<ReturnType<typeof newShop>>
let mia: Buyer

beforeAll(async () => {
  served = await serveShop({ dialect: "shopwright" })
  admin = await newShop(served)
  mia = await newBuyer(served.ask, "mia")
})
afterAll(() => served.close())

const shownLamp = {
  id: 1,
  name: "Lamp",
  description: "Gives light.",
  price: { amount: "12.50", currency: "USD" },
  category: 1,
  metadata: null,
  available: 10,
  variants: [],
  pictures: [],
  isArchived: false,
}

describe("products", () => {
  test("are listed in pages, with the next page in `next` and in Link", async () => {
    const first = await served.ask("GET", "/v1/products?limit=1")
    expect([first.status, first.json()]).toEqual([200, { items: [shownLamp], next: expect.any(String) }])
    const { next } = first.json() as { readonly next: string }
    expect(first.headers.get("link")).toBe(`<?limit=1&after=${next}>; rel="next"`)
    const second = await served.ask("GET", `/v1/products?limit=1&after=${next}`)
    expect(second.json()).toMatchObject({
      items: [{ id: 2, available: 7, variants: [{ size: "M" }, { size: "L" }] }],
      next: null,
    })
    expect(second.headers.get("link")).toBeNull()
  })

  test.each([
    ["?category=1", [1, 2]],
    ["?category=99", []],
    ["?available=true", [1, 2]],
    ["?available=false", []],
    ["?sort=newest", [2, 1]],
    ["?sort=newest&available=true&category=1", [2, 1]],
    ["?text=GIV%20lam&sort=name", [1, 2]],
    ["?text=nothing-like-this", []],
  ])("are filtered, searched and sorted: %s", async (query, ids) => {
    const { items } = (await served.ask("GET", `/v1/products${query}`)).json() as {
      items: ReadonlyArray<{ id: number }>
    }
    expect(items.map(({ id }) => id)).toEqual(ids)
  })

  test.each([
    ["?colour=red", "colour"],
    ["?limit=0", "limit"],
    ["?limit=1001", "limit"],
    ["?limit=1&limit=2", "limit"],
    ["?after=x", "after"],
    [`?sort=name&after=${Buffer.from("[1,1]").toString("base64url")}`, "after"],
    [`?after=${Buffer.from("[1, 1]").toString("base64url")}`, "after"],
    ["?sort=size", "sort"],
    ["?category=x", "category"],
    ["?available=yes", "available"],
  ])("reject %s", async (query, parameter) => {
    expect(kindOf(await served.ask("GET", `/v1/products${query}`))).toEqual([400, "invalid-request", parameter])
  })

  test("have a representation that clients revalidate", async () => {
    const shown = await served.ask("GET", "/v1/products/1")
    expect([shown.status, shown.json()]).toEqual([200, shownLamp])
    const headers = { "if-none-match": shown.headers.get("etag") ?? "" }
    const again = await served.ask("GET", "/v1/products/1", { headers })
    expect([again.status, again.text]).toEqual([304, ""])
    expect(kindOf(await served.ask("GET", "/v1/products/99"))).toEqual([404, "not-found"])
    expect(kindOf(await served.ask("GET", "/v1/products/1?limit=1"))).toEqual([400, "invalid-request", "limit"])
  })

  test("are created by admins, with all faults at once", async () => {
    const body = { name: "Sunscreen", price: { amount: "550.00", currency: "USD" }, category: 1, stock: 2 }
    expect(kindOf(await served.ask("POST", "/v1/products", { body }))).toEqual([401, "not-authenticated"])
    expect(kindOf(await mia.call("POST", "products", { body }))).toEqual([403, "not-permitted"])
    const created = await admin.call("POST", "products", { body })
    expect(created.status).toBe(201)
    expect(created.headers.get("location")).toBe("/v1/products/3")
    expect(created.json()).toMatchObject({ id: 3, description: "", price: { amount: "550.00" }, available: 2 })
    const shown = await served.ask("GET", created.headers.get("location") ?? "")
    expect([shown.text, shown.headers.get("etag")]).toEqual([created.text, created.headers.get("etag")])
    const wrong = {
      ...body,
      name: "",
      color: "red",
      price: { amount: "5.555", currency: "EUR" },
      category: "1",
      variants: [{ size: "M", color: "red", stock: 1 }, { size: 5 }],
    }
    expect(kindOf(await admin.call("POST", "products", { body: wrong }))).toEqual([
      400,
      "invalid-request",
      "/color",
      "/price/currency",
      "/category",
      "/variants/1/size",
      "/variants/1/color",
    ])
    expect(kindOf(await admin.call("POST", "products", { body: { ...body, name: "" } }))[2]).toBe("/name")
    expect(kindOf(await admin.call("POST", "products", { body: { ...body, category: 99 } }))[2]).toBe("/category")
    const amount = { amount: "5.555", currency: "USD" }
    expect(kindOf(await admin.call("POST", "products", { body: { ...body, price: amount } }))[2]).toBe("/price/amount")
    const both = { ...body, variants: [{ size: "M", color: "red", stock: 1 }] }
    expect(kindOf(await admin.call("POST", "products", { body: both }))[2]).toBe("/stock")
  })

  test("get a new price from an edit that names their version", async () => {
    const path = "products/1"
    const body = { price: { amount: "13.00", currency: "USD" } }
    const version = (await served.ask("GET", `/v1/${path}`)).headers.get("etag") ?? ""
    expect(kindOf(await admin.call("PATCH", path, { body }))).toEqual([428, "precondition-required"])
    expect(kindOf(await mia.call("PATCH", path, { body }))).toEqual([403, "not-permitted"])
    const headers = { "if-match": version }
    const changed = await admin.call("PATCH", path, { body, headers })
    expect([changed.status, changed.json()]).toEqual([200, { ...shownLamp, price: body.price }])
    expect(kindOf(await admin.call("PATCH", path, { body, headers }))).toEqual([412, "edit-conflict"])
    const back = { price: shownLamp.price }
    const next = { "if-match": changed.headers.get("etag") ?? "" }
    expect((await admin.call("PATCH", path, { body: back, headers: next })).status).toBe(200)
    expect((await admin.call("PATCH", path, { body: back, headers: { "if-match": "*" } })).status).toBe(200)
  })

  test("are restocked, and a change of stock is no edit", async () => {
    const before = (await served.ask("GET", "/v1/products/1")).headers.get("etag") ?? ""
    const filled = await admin.call("POST", "products/1/restocks", { body: { quantity: 5 } })
    expect([filled.status, filled.json()]).toEqual([201, { stockItem: 1, onHand: 15, reserved: 0 }])
    const after = (await served.ask("GET", "/v1/products/1")).headers.get("etag") ?? ""
    expect(after).not.toBe(before)
    const body = { price: shownLamp.price }
    expect((await admin.call("PATCH", "products/1", { body, headers: { "if-match": before } })).status).toBe(200)
    for (const [path, body, kind] of [
      ["products/1/restocks", { quantity: 0 }, [400, "invalid-request", "/quantity"]],
      ["products/1/restocks", { quantity: 2_147_483_647 }, [409, "stock-limit-exceeded", "/quantity"]],
      ["products/2/restocks", { quantity: 1 }, [400, "unknown-item", "/variant"]],
      ["products/2/restocks", { quantity: 1, variant: 99 }, [400, "unknown-item", "/variant"]],
      ["products/99/restocks", { quantity: 1 }, [404, "not-found"]],
    ] as const)
      expect(kindOf(await admin.call("POST", path, { body }))).toEqual(kind)
  })
})

test("products are edited, archived and restored; visitors do not see what is archived", async () => {
  const versionOf = async () => (await admin.call("GET", "products/2")).headers.get("etag") ?? ""
  const edit = async (body: object) =>
    admin.call("PATCH", "products/2", { body, headers: { "if-match": await versionOf() } })
  const edited = await edit({
    name: "Shade",
    metadata: { care: ["wash", 30] },
    variants: [{ id: 1, sku: "M-1", metadata: { bin: 7 }, isArchived: true }],
    addVariants: [{ size: "S", color: "green", metadata: { bin: 8 }, stock: 2 }],
  })
  expect([edited.status, edited.json()]).toEqual([
    200,
    expect.objectContaining({
      name: "Shade",
      metadata: { care: ["wash", 30] },
      variants: [
        { id: 1, size: "M", color: "red", sku: "M-1", metadata: { bin: 7 }, available: 3, isArchived: true },
        expect.objectContaining({ id: 2, metadata: null, isArchived: false }),
        expect.objectContaining({ size: "S", metadata: { bin: 8 }, available: 2 }),
      ],
    }),
  ])
  const seen = (await served.ask("GET", "/v1/products/2")).json() as { variants: ReadonlyArray<{ id: number }> }
  expect(seen.variants.map(({ id }) => id)).not.toContain(1)
  expect(kindOf(await edit({ variants: [{ id: 99 }] }))).toEqual([400, "unknown-item", "/variants"])
  expect(kindOf(await edit({ metadata: { a: "x".repeat(9000) } }))).toEqual([400, "invalid-request", "/metadata"])
  expect((await edit({ metadata: null })).json()).toMatchObject({ metadata: null })
  expect(kindOf(await edit({ category: 99 }))).toEqual([400, "invalid-request", "/category"])
  expect(
    kindOf(
      await edit({
        variants: [
          { id: 2, isArchived: true },
          { id: 3, isArchived: true },
        ],
      }),
    ),
  ).toEqual([409, "nothing-to-sell", "/variants"])
  expect((await edit({ isArchived: true })).status).toBe(200)
  expect(kindOf(await served.ask("GET", "/v1/products/2"))).toEqual([404, "not-found"])
  expect(kindOf(await served.ask("GET", "/v1/products/2", { bearer: "stale" }))).toEqual([404, "not-found"])
  expect((await admin.call("GET", "products/2")).json()).toMatchObject({ isArchived: true })
  expect((await edit({ isArchived: false })).status).toBe(200)
  const headers = { "if-match": await versionOf() }
  const names = ["One", "Two", "Three", "Four"]
  const edits = await Promise.all(names.map((name) => admin.call("PATCH", "products/2", { body: { name }, headers })))
  expect(edits.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412])
})

test("categories are renamed, and deleted when they have no products", async () => {
  const { id } = (await admin.call("POST", "categories", { body: { name: "Old" } })).json() as { readonly id: number }
  const renamed = await admin.call("PUT", `categories/${id}`, { body: { name: "New" } })
  expect([renamed.status, renamed.json()]).toEqual([200, { id, name: "New" }])
  expect(kindOf(await admin.call("PUT", `categories/${id}`, { body: { name: "Lamps" } }))).toEqual([
    409,
    "name-taken",
    "/name",
  ])
  expect(kindOf(await admin.call("PUT", "categories/99", { body: { name: "New" } }))).toEqual([404, "not-found"])
  expect(kindOf(await admin.call("DELETE", "categories/1"))).toEqual([409, "category-in-use"])
  expect((await admin.call("DELETE", `categories/${id}`)).status).toBe(204)
  expect(kindOf(await admin.call("DELETE", `categories/${id}`))).toEqual([404, "not-found"])
})

test("categories are listed, and created once", async () => {
  expect((await served.ask("GET", "/v1/categories")).json()).toEqual({ items: [{ id: 1, name: "Lamps" }], next: null })
  const body = { name: "Skincare" }
  const created = await admin.call("POST", "categories", { body })
  expect([created.status, created.json()]).toEqual([201, { id: expect.any(Number), name: "Skincare" }])
  expect(kindOf(await admin.call("POST", "categories", { body }))).toEqual([409, "name-taken", "/name"])
})

test("bodies are JSON in UTF-8, and nothing else", async () => {
  const typed = (type: string, body: string) =>
    admin.call("POST", "categories", { body, headers: { "content-type": type } })
  expect(kindOf(await typed("application/x-www-form-urlencoded", "name=a"))).toEqual([415, "unsupported-media-type"])
  expect(kindOf(await typed("text/plain", "{}"))).toEqual([415, "unsupported-media-type"])
  expect(kindOf(await typed("application/json", "{"))).toEqual([400, "malformed-request"])
  expect(kindOf(await typed("application/json", "[]"))).toEqual([400, "invalid-request", ""])
  expect(kindOf(await typed("application/json", "null"))).toEqual([400, "invalid-request", ""])
  expect(kindOf(await admin.call("PUT", "categories", { body: {} }))).toEqual([405, "method-not-allowed"])
  expect(kindOf(await served.ask("GET", "/v1/nowhere"))).toEqual([404, "not-found"])
  expect(kindOf(await served.ask("GET", "/v1/%zz"))).toEqual([400, "malformed-request"])
  const options = await served.ask("OPTIONS", "/v1/categories")
  expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, POST, HEAD, OPTIONS"])
})
