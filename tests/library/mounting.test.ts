import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import express from "express"
import { afterEach, describe, expect, it } from "vitest"
import { router } from "../../composition/http.ts"
import { openShop } from "../../composition/index.ts"
import { client } from "../support/http.ts"

const endings: Array<() => Promise<unknown>> = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

const shopOf = async (product: string) => {
  const shop = await openShop({ database: "memory", passwordCost: 4 })
  endings.push(shop.close)
  const soap = { name: product, description: "", price: "3.00", category: "Bath", stock: 5 }
  await shop.importCatalog({ categories: [{ name: "Bath" }], products: [soap] })
  return shop
}

const serve = async (app: RequestListener) => {
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  endings.push(() => new Promise((resolve) => server.close(resolve)))
  return client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

const dialect = "ecommerce-backend"
const user = { username: "mia", email: "mia@example.com", password: "a-long-password" }

describe("a router in somebody's Express application", () => {
  it("answers under its path, beside the host's own routes, headers and errors", async () => {
    const app = express()
    app.use((_request, response, next) => {
      response.setHeader("X-Host", "here")
      next()
    })
    app.get("/about", (_request, response) => void response.send("about us"))
    app.use("/shop", router(await shopOf("Soap"), { dialect }))
    app.use((_request, response) => void response.status(404).send("the host knows nothing of it"))
    const ask = await serve(app)

    const listed = await ask("GET", "/shop/api/products/")
    expect([listed.status, listed.headers.get("x-host")]).toEqual([200, "here"])
    expect(listed.json()).toMatchObject([{ name: "Soap" }])
    expect((await ask("GET", "/about")).text).toBe("about us")
    expect((await ask("GET", "/api/products/")).text).toBe("the host knows nothing of it")
    expect((await ask("GET", "/shop/nowhere")).json()).toEqual({ detail: "Not found." })
  })

  it("leaves to the host what it does not know, where it is told to", async () => {
    const app = express()
    app.use(router(await shopOf("Soap"), { dialect, fallThrough: true }))
    app.get("/about", (request, response) => void response.send(`about ${request.query.who}`))
    const ask = await serve(app)
    expect((await ask("GET", "/about?who=us")).text).toBe("about us")
    expect((await ask("GET", "/api/products/")).status).toBe(200)
  })

  it("keeps several shops apart", async () => {
    const app = express()
    app.use("/one", router(await shopOf("Soap"), { dialect }))
    app.use("/two", router(await shopOf("Towel"), { dialect }))
    const ask = await serve(app)
    expect((await ask("POST", "/one/api/users/register/", { body: user })).status).toBe(201)
    expect((await ask("POST", "/two/api/users/login/", { body: user })).status).toBe(401)
    expect((await ask("GET", "/two/api/products/")).json()).toMatchObject([{ name: "Towel" }])
  })

  it.each([
    ["parses nothing", []],
    ["parses JSON and forms", [express.json(), express.urlencoded({ extended: true })]],
    ["reads bodies as bytes", [express.raw({ type: () => true })]],
    [
      "reads bodies as text",
      [express.text({ type: (request) => !String(request.headers["content-type"]).includes("json") })],
    ],
  ])("takes bodies where the host %s", async (_name, parsers) => {
    const app = express()
    for (const parser of parsers) app.use(parser)
    app.use("/shop", router(await shopOf("Soap"), { dialect }))
    const ask = await serve(app)
    expect((await ask("POST", "/shop/api/users/register/", { body: user })).status).toBe(201)
    const form = { "content-type": "application/x-www-form-urlencoded" }
    const body = new URLSearchParams({ username: "mia", password: user.password }).toString()
    const signedIn = await ask("POST", "/shop/api/users/login/", { body, headers: form })
    expect(signedIn.status).toBe(200)
    const { token } = signedIn.json() as { readonly token: string }
    const items = "items[0][product]=1&items[0][quantity]=2"
    expect((await ask("POST", "/shop/api/orders/", { body: items, headers: form, token })).status).toBe(201)
    const many = { items: [{ product: 1, quantity: 9 }] }
    expect((await ask("POST", "/shop/api/orders/", { body: many, token })).status).toBe(400)
    expect((await ask("POST", "/shop/api/users/login/", { body: "" })).json()).toHaveProperty("username")
  })

  it("says what is wrong where a body was read and thrown away", async () => {
    const faults: Array<unknown> = []
    const app = express()
    app.use((request, _response, next) => void request.resume().once("end", next))
    const log = { info: () => undefined, error: (facts: object) => void faults.push(facts) }
    app.use("/shop", router(await shopOf("Soap"), { dialect, log }))
    const ask = await serve(app)
    expect((await ask("POST", "/shop/api/users/register/", { body: user })).status).toBe(500)
    expect(faults).toMatchObject([{ err: { message: expect.stringContaining("was read before") } }])
  })
})

it("is a handler of plain node:http as well", async () => {
  const ask = await serve(router(await shopOf("Soap"), { dialect }))
  expect((await ask("GET", "/api/products/")).json()).toMatchObject([{ name: "Soap" }])
})
