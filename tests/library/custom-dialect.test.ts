import { createConfig, lintFromString } from "@redocly/openapi-core"
import express from "express"
import { expect, it } from "vitest"
import { openApiDocument } from "../../adapters/http/openapi/document.ts"
import { router, serve as serveShop } from "../../composition/http.ts"
import { storefront } from "../examples/projects/dialect/storefront.ts"
import { checkDescriptions } from "../support/described.ts"
import { type Ask, client } from "../support/http.ts"
import { endings, serve, shopOf, silent } from "./mounted.ts"

const findUser = (session: string) => (session === "mia" ? "user_01HZX3" : null)
const order = { basket: [{ sku: 1, count: 2 }] }

it("is served by a router beside built-in APIs, exactly as its OpenAPI document says", async () => {
  const shop = await shopOf("Soap")
  const dialect = storefront(shop, findUser)
  const app = express()
  app.use("/own", router(shop, { dialect }))
  app.use("/shop", router(shop, { dialect: "ecommerce-backend" }))
  const send = await serve(app)
  const check = checkDescriptions([{ prefix: "/own", dialect }])
  const ask: Ask = async (method, path, asking = {}) => {
    const response = await send(method, path, asking)
    check(method, path, asking, response)
    return response
  }
  const statuses = [
    ask("GET", "/own/store/items"),
    ask("POST", "/own/store/orders", { body: order }),
    ask("POST", "/own/store/orders", { body: order, bearer: "stolen" }),
    ask("POST", "/own/store/orders", { body: "{", bearer: "mia" }),
    ask("POST", "/own/store/orders", { body: "a", bearer: "mia", headers: { "content-type": "text/plain" } }),
    ask("POST", "/own/store/orders", { body: { basket: [], note: 1 }, bearer: "mia" }),
    ask("POST", "/own/store/orders", { body: order, bearer: "mia", headers: { "idempotency-key": "ü" } }),
    ask("POST", "/own/store/orders", { body: { basket: [{ sku: 1, count: 6 }] }, bearer: "mia" }),
    ask("GET", "/own/store/orders?page=1", { bearer: "mia" }),
    ask("DELETE", "/own/store/items"),
  ].map(async (asked) => (await asked).status)
  expect(await Promise.all(statuses)).toEqual([200, 401, 401, 400, 415, 400, 400, 409, 400, 405])
  const placed = await ask("POST", "/own/store/orders", { body: order, bearer: "mia" })
  expect(placed.json()).toEqual({ number: 1, state: "created", cents: 600 })
  expect((await ask("POST", "/own/store/orders/1/cancel", { bearer: "mia" })).status).toBe(200)
  expect((await ask("POST", "/own/store/orders/1/cancel", { bearer: "mia" })).status).toBe(200)
  expect((await send("GET", "/shop/api/products/")).json()).toMatchObject([{ name: "Soap", price: 3 }])
})

it("has an OpenAPI document without problems", async () => {
  const document = openApiDocument(storefront(await shopOf("Soap"), findUser), "")
  const config = await createConfig({ extends: ["recommended"] })
  const problems = await lintFromString({ source: JSON.stringify(document), config })
  expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([])
})

it("is served by `serve`, with its trusted origins and its reference", async () => {
  const shop = await shopOf("Soap")
  const page = "https://pages.example"
  const listen = { shop, host: "127.0.0.1", port: 0, log: silent, trustedOrigins: [page] }
  const server = await serveShop({ ...listen, dialect: storefront(shop, findUser) })
  endings.unshift(server.close)
  const ask = client(server.url)
  const listed = await ask("GET", "/store/items", { headers: { origin: page } })
  expect([listed.status, listed.headers.get("access-control-allow-origin")]).toEqual([200, page])
  const foreign = await ask("GET", "/store/items", { headers: { origin: "https://other.example" } })
  expect(foreign.headers.get("access-control-allow-origin")).toBeNull()
  expect((await ask("GET", "/openapi.json")).json()).toMatchObject({
    info: { title: "Storefront", version: "2.1.0", license: { identifier: "Apache-2.0" } },
  })
  expect((await ask("GET", "/readyz")).status).toBe(200)
  expect((await ask("GET", "/api/products/")).status).toBe(404)
})
