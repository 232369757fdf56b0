import { openShop, operator } from "shopwright"
import { fetchHandler } from "shopwright/http"
import { afterAll, beforeAll, expect, it } from "vitest"
import { storefront } from "./storefront.ts"

const shop = await openShop({ database: "memory" })
afterAll(shop.close)
const sessions = new Map([["mia's session", "user_01HZX3"]])
const handler = fetchHandler(shop, {
  dialect: storefront(shop, (session) => sessions.get(session) ?? null),
  describesApi: true,
})

beforeAll(async () => {
  const soap = { name: "Soap", description: "Olive oil", price: "3.50", category: "Bath", stock: 12 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap] })
})

const ask = async (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) => {
  const url = `https://shop.example${path}`
  const init = body === undefined ? {} : { body: JSON.stringify(body) }
  const sent = { authorization: "Bearer mia's session", "content-type": "application/json", ...headers }
  const response = await handler(new Request(url, { method, headers: sent, ...init }))
  return { status: response.status, body: await response.json() }
}

const basket = (sku: number, count: number) => ({ basket: [{ sku, count }] })

it("sells to the host's own users", async () => {
  expect(await ask("GET", "/store/items")).toEqual({
    status: 200,
    body: [{ sku: 1, title: "Soap", cents: 350, left: 12 }],
  })
  const placed = await ask("POST", "/store/orders", basket(1, 2), { "idempotency-key": "checkout-1" })
  expect(placed).toEqual({ status: 201, body: { number: 1, state: "created", cents: 700 } })
  expect(await ask("POST", "/store/orders", basket(1, 2), { "idempotency-key": "checkout-1" })).toEqual(placed)
  expect(await ask("GET", "/store/orders?limit=5")).toEqual({ status: 200, body: [placed.body] })
  const cancelled = { status: 200, body: { number: 1, state: "cancelled", cents: 700 } }
  expect(await ask("POST", "/store/orders/1/cancel")).toEqual(cancelled)
})

it.each([
  [
    "POST",
    "/store/orders",
    basket(1, 99),
    { status: 409, body: { error: "Only 12 are left.", at: ["/basket/0/count"] } },
  ],
  [
    "POST",
    "/store/orders",
    basket(7, 1),
    { status: 400, body: { error: "This item is not sold.", at: ["/basket/0/sku"] } },
  ],
  [
    "POST",
    "/store/orders",
    { basket: [] },
    { status: 400, body: { error: "must have at least 1 item", at: ["/basket"] } },
  ],
  [
    "GET",
    "/store/orders?limit=0",
    undefined,
    { status: 400, body: { error: "must be one whole number from 1 to 100", at: ["limit"] } },
  ],
  ["POST", "/store/orders/9/cancel", undefined, { status: 404, body: { error: "You have no such order.", at: [] } }],
  ["GET", "/store/nothing", undefined, { status: 404, body: { error: "Nothing was found at this address.", at: [] } }],
])("responds to errors in its own format: %s %s", async (method, path, body, response) => {
  expect(await ask(method, path, body)).toEqual(response)
})

it("rejects an unknown session", async () => {
  const response = await ask("GET", "/store/orders", undefined, { authorization: "Bearer stolen" })
  expect(response).toEqual({ status: 401, body: { error: "Your session has ended.", at: [] } })
})

it("describes itself", async () => {
  const { body } = await ask("GET", "/openapi.json")
  const described = expect.anything()
  const responses = { 201: described, 400: described, 401: described, 409: described, 503: described }
  expect(body).toMatchObject({ paths: { "/store/orders": { post: { responses } } } })
})
