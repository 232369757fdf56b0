import { afterAll, beforeAll, expect, test } from "vitest"
import { type ServedShop, serveShop } from "../support/http.ts"

let served: ServedShop
beforeAll(async () => {
  served = await serveShop()
})
afterAll(() => served?.close())

test("4 Authentication Rules", async () => {
  for (const [method, path] of [
    ["GET", "/api/products/"],
    ["GET", "/api/products/categories/"],
  ] as const)
    expect((await served.ask(method, path)).status, path).toBe(200)
  for (const [method, path] of [
    ["POST", "/api/users/logout/"],
    ["POST", "/api/products/create/"],
    ["POST", "/api/products/categories/create/"],
    ["POST", "/api/orders/"],
    ["GET", "/api/orders/"],
    ["PATCH", "/api/orders/1/update-status/"],
  ] as const) {
    const response = await served.ask(method, path)
    expect(response.status, path).toBe(401)
    expect(response.headers.get("www-authenticate"), path).toBe("Token")
    expect(response.text, path).toBe(`{"detail":"Authentication credentials were not provided."}`)
  }
})
