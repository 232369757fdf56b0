import express from "express"
import { describe, expect, it } from "vitest"
import { dialectNames, router } from "../../composition/http.ts"
import { cookiesOf, newVisitor } from "../dialects/webstore.ts"
import { dialect, serve, shopOf, user } from "./mounted.ts"

describe("a router in a host's Express application", () => {
  it("responds under its path, beside the host's own routes, headers and errors", async () => {
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

  it("passes unknown paths to the host when configured so", async () => {
    const app = express()
    app.use(router(await shopOf("Soap"), { dialect, fallThrough: true }))
    app.get("/about", (request, response) => void response.send(`about ${request.query.who}`))
    const ask = await serve(app)
    expect((await ask("GET", "/about?who=us")).text).toBe("about us")
    expect((await ask("GET", "/api/products/")).status).toBe(200)
  })

  it("keeps several shops separate", async () => {
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

  it("rejects a deeply nested body that the host has parsed", async () => {
    const app = express()
    app.use(express.json())
    app.use("/shop", router(await shopOf("Soap"), { dialect }))
    const ask = await serve(app)
    const body = `${"[".repeat(40_000)}${"]".repeat(40_000)}`
    expect((await ask("POST", "/shop/api/users/login/", { body })).status).toBe(400)
  })

  it("reports a body that was read and discarded by the host's parser", async () => {
    const faults: Array<unknown> = []
    const app = express()
    app.use((request, _response, next) => void request.resume().once("end", next))
    const log = { info: () => undefined, warn: () => undefined, error: (facts: object) => void faults.push(facts) }
    app.use("/shop", router(await shopOf("Soap"), { dialect, log }))
    const ask = await serve(app)
    expect((await ask("POST", "/shop/api/users/register/", { body: user })).status).toBe(500)
    expect(faults).toMatchObject([{ err: { message: expect.stringContaining("was read before") } }])
  })
})

describe("several dialects and shops in one application", () => {
  it("serves each dialect where it is mounted, with the accounts of one shop", async () => {
    const [shop, other] = [await shopOf("Soap"), await shopOf("Towel")]
    const app = express()
    for (const name of dialectNames) app.use(`/shop/${name}`, router(shop, { dialect: name }))
    for (const name of dialectNames) app.use(`/other/${name}`, router(other, { dialect: name }))
    const ask = await serve(app)
    expect((await ask("POST", "/shop/ecommerce-backend/api/users/register/", { body: user })).status).toBe(201)
    const signsIn = async (place: string) => [
      (await ask("POST", `${place}/ecommerce-backend/api/users/login/`, { body: user })).status,
      (await ask("POST", `${place}/webstore/api/login_view`, { body: user })).status,
      (await ask("POST", `${place}/myecommerce/api/token/`, { body: user })).status,
    ]
    expect(await signsIn("/shop")).toEqual([200, 200, 200])
    // webstore responds 403 to wrong credentials, as its document shows.
    expect(await signsIn("/other")).toEqual([401, 403, 401])
    const phone = { username: "+4915123456789", password: user.password }
    expect((await ask("POST", "/shop/phone-login/api/login/", { body: phone })).status).toBe(401)
    const email = { email: user.email, password: user.password }
    expect((await ask("POST", "/shop/nitrmart/users/token/", { body: email })).status).toBe(401)
  })

  it("separates the cookies of two webstores by path and name", async () => {
    const app = express()
    app.use("/one", router(await shopOf("Soap"), { dialect: "webstore" }))
    app.use("/two", router(await shopOf("Towel"), { dialect: "webstore", cookies: { csrfName: "csrftoken-two" } }))
    const ask = await serve(app)
    const [ann, bob] = [await newVisitor(ask, "ann", "/one/api"), await newVisitor(ask, "bob", "/two/api")]
    const first = cookiesOf(await ann.logIn("ann"))
    const second = cookiesOf(await bob.logIn("bob"))
    expect(first.refreshtoken?.attributes).toMatchObject({
      path: "/one/api/refresh_token",
      httponly: true,
      samesite: "Lax",
    })
    expect(second.refreshtoken?.attributes).toMatchObject({ path: "/two/api/refresh_token", httponly: true })
    expect([Object.keys(first), Object.keys(second)]).toEqual([
      ["csrftoken", "refreshtoken"],
      ["csrftoken-two", "refreshtoken"],
    ])
    expect(first.csrftoken?.attributes).toMatchObject({ path: "/", samesite: "Lax" })
    // A browser that is signed in to both sends the tokens of both to each.
    ann.jar.set("csrftoken-two", bob.jar.get("csrftoken-two") ?? "")
    bob.jar.set("csrftoken", ann.jar.get("csrftoken") ?? "")
    expect((await ann.refresh()).status).toBe(200)
    expect((await bob.refresh({ "x-csrftoken": bob.jar.get("csrftoken-two") ?? "" })).status).toBe(200)
    expect((await bob.refresh()).status).toBe(403)
  })
})

describe("beside the host's own middleware", () => {
  it("preserves the host's cookies and Vary header", async () => {
    const app = express()
    app.use((_request, response, next) => {
      response.cookie("sid", "the host's session").vary("Accept-Language")
      next()
    })
    app.use("/shop", router(await shopOf("Soap"), { dialect: "webstore", trustedOrigins: ["https://pages.example"] }))
    const ann = await newVisitor(await serve(app), "ann", "/shop/api")
    expect(Object.keys(cookiesOf(await ann.logIn("ann")))).toEqual(["sid", "csrftoken", "refreshtoken"])
    expect((await ann.get("get_all_products")).headers.get("vary")).toBe("Accept-Language, Origin")
  })

  it("responds completely when middleware replaces writeHead without support for header lists", async () => {
    const app = express()
    app.use((_request, response, next) => {
      const own = response.writeHead
      response.writeHead = (status: number) => {
        response.setHeader("X-Took", "1 ms")
        return own.call(response, status)
      }
      next()
    })
    app.use("/shop", router(await shopOf("Soap"), { dialect }))
    const listed = await (await serve(app))("GET", "/shop/api/products/")
    expect(listed.json()).toMatchObject([{ name: "Soap" }])
    const { headers } = listed
    expect([headers.get("content-type"), headers.get("x-took")]).toEqual(["application/json", "1 ms"])
    expect(headers.get("x-content-type-options")).toBe("nosniff")
    expect(headers.get("content-length")).toBe(String(Buffer.byteLength(listed.text)))
  })
})

it("is a handler of plain node:http as well", async () => {
  const ask = await serve(router(await shopOf("Soap"), { dialect }))
  expect((await ask("GET", "/api/products/")).json()).toMatchObject([{ name: "Soap" }])
})
