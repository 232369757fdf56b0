import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { expectErrorResponse, expectNoDefect } from "./error-responses.ts"
import { openStockedShop } from "./stocked-shop.ts"

let shop: Awaited<ReturnType<typeof openStockedShop>>
beforeAll(async () => {
  shop = await openStockedShop()
})
afterAll(() => shop.close())

const endpoints = [
  ["POST", "/api/users/register/"],
  ["POST", "/api/users/login/"],
  ["POST", "/api/products/categories/create/"],
  ["POST", "/api/products/create/"],
  ["POST", "/api/orders/"],
  ["PATCH", "/api/orders/1/update-status/"],
] as const

describe("bodies that are not objects", () => {
  const shapes = [
    ["[]", "Invalid data. Expected a dictionary, but got list."],
    ["5", "Invalid data. Expected a dictionary, but got int."],
    ["5.5", "Invalid data. Expected a dictionary, but got float."],
    ['"x"', "Invalid data. Expected a dictionary, but got str."],
    ["true", "Invalid data. Expected a dictionary, but got bool."],
    ["null", "No data provided"],
  ] as const
  test.each(endpoints)("%s %s", async (method, path) => {
    for (const [body, message] of shapes) {
      const response = await shop.ask(method, path, { token: shop.admin, body })
      expectErrorResponse(response)
      expect(response.json(), body).toEqual({ non_field_errors: [message] })
    }
  })
})

test("names of JavaScript's own properties are ordinary names", async () => {
  for (const body of [
    `{"__proto__": {"username": "x", "password": "x"}}`,
    `{"constructor": {"prototype": {"isAdmin": true}}}`,
    `{"username": {"__proto__": "x"}, "password": {"toString": 1}}`,
  ])
    expectErrorResponse(await shop.ask("POST", "/api/users/login/", { body }))
  const headers = { "content-type": "application/x-www-form-urlencoded" }
  for (const body of ["__proto__=1&__proto__[0]=2&__proto__[0]x=1", "constructor[0]prototype=1", "items[0]__proto__=1"])
    expectErrorResponse(await shop.ask("POST", "/api/orders/", { token: shop.admin, body, headers }))
  expect(Object.hasOwn(Object.prototype, "username")).toBe(false)
})

test("deep nesting and ten megabytes are rejected", async () => {
  for (const [method, path] of endpoints) {
    const deep = `{"items": ${"[".repeat(200_000)}${"]".repeat(200_000)}, "status": ${"[".repeat(9)}${"]".repeat(9)}}`
    expectErrorResponse(await shop.ask(method, path, { token: shop.admin, body: deep }))
    const large = await shop.ask(method, path, { token: shop.admin, body: `"${"a".repeat(10_000_000)}"` })
    expect(large.status).toBe(413)
    expectErrorResponse(large)
  }
})

describe("random input", () => {
  const scalar = fc.oneof(
    fc.constantFrom(null, true, false, "", "1", "created", "\0", "\ud800", -1, 0, 1, 1.5, 2 ** 31, 2 ** 53, 1e308),
    fc.string({ unit: "binary" }),
    fc.double(),
    fc.integer(),
  )
  const value = fc.oneof(scalar, fc.jsonValue(), fc.array(scalar), fc.dictionary(fc.string(), scalar))
  const key = fc.constantFrom(
    ...["username", "email", "password", "name", "description", "price", "category", "stock", "variants", "size"],
    ...["color", "items", "product", "variant", "quantity", "status", "__proto__", "constructor"],
  )
  const entries = fc.dictionary(key, fc.oneof(value, fc.array(fc.dictionary(key, value), { maxLength: 3 })))
  const body = fc.oneof(entries, value).map((sent) => JSON.stringify(sent) ?? "null")

  test.each(endpoints)("%s %s never responds 5xx", { timeout: 60_000 }, async (method, path) => {
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const response = await shop.ask(method, path, { token: shop.admin, body: sent })
        if (response.status >= 400) expectErrorResponse(response)
        else expectNoDefect(response)
      }),
      { numRuns: 150 },
    )
  })

  test("as bytes of any type never causes a 5xx", { timeout: 60_000 }, async () => {
    const type = fc.constantFrom(
      ...["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/html", ""],
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...endpoints), type, fc.uint8Array(), async ([method, path], type, bytes) => {
        const headers = { "content-type": type }
        expectErrorResponse(await shop.ask(method, path, { token: shop.admin, body: bytes, headers }))
      }),
      { numRuns: 200 },
    )
  })

  test("in a path never causes a 5xx", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.webPath(), async (path) => {
        expectNoDefect(await shop.ask("GET", `/api${path}`))
      }),
      { numRuns: 100 },
    )
  })

  test("leaves no defect in the log", () => {
    expect(shop.log()).not.toContain('"level":50')
  })
})
