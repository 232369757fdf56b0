import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { addCategory, addProduct, type ServedShop, serveShop, signInAdmin, signUp } from "../support/http.ts"

let served: ServedShop
let admin: string
let ann: string
let category: number
let product: number

beforeAll(async () => {
  served = await serveShop()
  admin = await signInAdmin(served)
  ann = await signUp(served.ask, "ann")
  category = await addCategory(served.ask, admin, "Bath")
  product = await addProduct(served.ask, admin, { category, stock: 1000 })
  for (let i = 0; i < 7; i++) await place(i === 2 ? admin : ann)
})
afterAll(() => served.close())

const place = (token: string, headers: Record<string, string> = {}, quantity = 1) =>
  served.ask("POST", "/api/orders/", { token, headers, body: { items: [{ product, quantity }] } })

interface Shown {
  readonly id: number
}
const idsIn = (response: { readonly json: () => unknown }) =>
  (response.json() as ReadonlyArray<Shown>).map((order) => order.id)

/** Follows the links as RFC 8288 defines: relative to the URL of the request. */
const walk = async (token: string, first: string) => {
  const pages: Array<ReadonlyArray<number>> = []
  for (let path: string | null = first; path !== null; ) {
    const response = await served.ask("GET", path, { token })
    expect(response.status).toBe(200)
    pages.push(idsIn(response))
    const link: string | null = response.headers.get("link")
    const target = link === null ? null : /^<([^>]+)>; rel="next"$/.exec(link)?.[1]
    if (target === undefined) throw new Error(`no link: ${link}`)
    path = target === null ? null : new URL(target, served.url + path).href.slice(served.url.length)
  }
  return pages
}

describe("pages of orders", () => {
  test("link to the next page; the last page has no link", async () => {
    expect(await walk(ann, "/api/orders/?limit=4")).toEqual([
      [1, 2, 4, 5],
      [6, 7],
    ])
    expect(await walk(ann, "/api/orders/?limit=3")).toEqual([
      [1, 2, 4],
      [5, 6, 7],
    ])
    expect(await walk(admin, "/api/orders?limit=1000")).toEqual([[1, 2, 3, 4, 5, 6, 7]])
    expect(await walk(admin, "/api/orders/?limit=2")).toEqual([[1, 2], [3, 4], [5, 6], [7]])
  })

  test("show orders as the whole list does, which has no link", async () => {
    const whole = await served.ask("GET", "/api/orders/", { token: ann })
    expect(whole.headers.get("link")).toBeNull()
    expect((await served.ask("GET", "/api/orders/?limit=50", { token: ann })).text).toBe(whole.text)
    expect((await served.ask("GET", "/api/orders/?limits=1", { token: ann })).text).toBe(whole.text)
  })

  test("keep the rest of the query, and use the last of several limits", async () => {
    const response = await served.ask("GET", "/api/orders/?limit=1&x=%3E%22&limit=2", { token: ann })
    expect(idsIn(response)).toEqual([1, 2])
    expect(response.headers.get("link")).toMatch(/^<\?limit=1&x=%3E%22&limit=2&cursor=[\w-]+>; rel="next"$/)
  })

  const integer = "A valid integer is required."
  const tooSmall = "Ensure this value is greater than or equal to 1."
  const tooLarge = "Ensure this value is less than or equal to 1000."
  test.each([
    ["limit=0", { limit: [tooSmall] }],
    ["limit=-1", { limit: [tooSmall] }],
    ["limit=1001", { limit: [tooLarge] }],
    ["limit=9e99", { limit: [integer] }],
    ["limit=", { limit: [integer] }],
    ["limit=1.5", { limit: [integer] }],
    ["limit=%F0%9F%9A%9A", { limit: [integer] }],
    ["limit=5&limit=x", { limit: [integer] }],
    ["limit=5&cursor=", { cursor: ["Invalid cursor."] }],
    ["limit=5&cursor=1", { cursor: ["Invalid cursor."] }],
    ["limit=5&cursor=%00", { cursor: ["Invalid cursor."] }],
    [`limit=5&cursor=${btoa("after -1")}`, { cursor: ["Invalid cursor."] }],
    [`limit=5&cursor=${btoa(`after ${"9".repeat(16)}`).replaceAll("=", "")}`, { cursor: ["Invalid cursor."] }],
    [`limit=5&cursor=${btoa("after 007").replaceAll("=", "")}`, { cursor: ["Invalid cursor."] }],
    ["cursor=x", { limit: ["This field is required."], cursor: ["Invalid cursor."] }],
  ])("%s is refused", async (query, faults) => {
    const response = await served.ask("GET", `/api/orders/?${query}`, { token: ann })
    expect([response.status, response.json()]).toEqual([400, faults])
  })

  test("are validated after authentication", async () => {
    expect((await served.ask("GET", "/api/orders/?limit=0")).status).toBe(401)
  })
})

describe("conditional requests", () => {
  test.each(["/api/products/", "/api/products/categories/"])("%s is revalidated with its tag", async (path) => {
    const asked = async (tags?: string, method = "GET") => {
      const headers = tags === undefined ? {} : { "if-none-match": tags }
      const { status, text, headers: got } = await served.ask(method, path, { headers })
      return { status, text, etag: got.get("etag"), cache: got.get("cache-control"), type: got.get("content-type") }
    }
    const first = await asked()
    expect(first).toMatchObject({ status: 200, etag: expect.stringMatching(/^"[\w-]{27}"$/), cache: "no-cache" })
    const { etag } = first
    const kept = { status: 304, text: "", etag, cache: "no-cache", type: null }
    for (const tags of [`${etag}`, `W/${etag}`, `"other", W/"x,y" ,${etag}`, "*", " * "])
      expect(await asked(tags)).toEqual(kept)
    expect(await asked(`${etag}`, "HEAD")).toEqual(kept)
    for (const tags of ['"other"', "", `${etag}`.replaceAll('"', ""), `${etag}`.toUpperCase(), '"*"', ","])
      expect(await asked(tags)).toEqual(first)
    expect(await asked('"other"', "HEAD")).toEqual({ ...first, text: "" })
  })

  test("a tag changes with the content, and returns with it", async () => {
    const tag = async () => (await served.ask("GET", "/api/products/")).headers.get("etag")
    const before = await tag()
    const { id } = (await place(ann)).json() as Shown
    expect(await tag()).not.toBe(before)
    await served.ask("PATCH", `/api/orders/${id}/update-status/`, { token: admin, body: { status: "cancelled" } })
    expect(await tag()).toBe(before)
  })

  test("a 304 has no length, and the connection stays usable", async () => {
    const etag = (await served.ask("GET", "/api/products/")).headers.get("etag") ?? ""
    const response = await served.ask("GET", "/api/products/", { headers: { "if-none-match": etag } })
    expect([response.status, response.headers.get("content-length")]).toEqual([304, null])
    expect((await served.ask("GET", "/api/products/")).status).toBe(200)
  })
})

describe("an order with an Idempotency-Key", () => {
  const key = (value: string) => ({ "idempotency-key": value })

  test("is placed once, with the same response each time", async () => {
    const first = await place(ann, key("basket-1"))
    const again = await place(ann, key("basket-1"))
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.text).toBe(first.text)
    expect(again.headers.get("idempotency-key")).toBeNull()
    expect((await place(ann)).text).not.toBe(first.text)
    // Each account has its own keys.
    expect((await place(admin, key("basket-1"))).json()).not.toMatchObject({ id: (first.json() as Shown).id })
  })

  test("is rejected when the key belongs to another request", async () => {
    await place(ann, key("basket-2"))
    const response = await place(ann, key("basket-2"), 2)
    expect(response.status).toBe(422)
    expect(response.json()).toEqual({ detail: "This Idempotency-Key was already used for another request." })
  })

  test.each([
    ["", "This field may not be blank."],
    ["two words", "Enter a valid value."],
    ["k".repeat(256), "Ensure this field has no more than 255 characters."],
  ])("is refused under the key %j", async (value, message) => {
    const response = await place(ann, key(value))
    expect([response.status, response.json()]).toEqual([400, { "Idempotency-Key": [message] }])
  })

  test("accepts a key of 255 characters", async () => {
    expect((await place(ann, key("k".repeat(255)))).status).toBe(201)
  })
})
