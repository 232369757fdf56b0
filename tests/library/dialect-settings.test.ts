import express from "express"
import { describe, expect, it } from "vitest"
import { router, serve as serveShop } from "../../composition/http.ts"
import { cookiesOf, newVisitor } from "../dialects/webstore.ts"
import { client } from "../support/http.ts"
import { dialect, endings, serve, shopOf, silent, user } from "./mounted.ts"

describe("the settings of a dialect", () => {
  const page = "https://pages.example"

  it("allow pages of trusted origins only, with cookies as configured", async () => {
    const app = express()
    const cookies = { sameSite: "None", secure: true } as const
    app.use("/shop", router(await shopOf("Soap"), { dialect: "webstore", trustedOrigins: [page], cookies }))
    app.use("/closed", router(await shopOf("Soap"), { dialect: "webstore" }))
    const ask = await serve(app)
    const register = { username: "mia", password: user.password, email: user.email }
    const signIn = async (place: string, origin: string) => {
      await ask("POST", `${place}/api/sign_in`, { body: register })
      return ask("POST", `${place}/api/login_view`, { body: user, headers: { origin } })
    }
    const response = await signIn("/shop", page)
    expect(response.status).toBe(200)
    expect(response.headers.get("access-control-allow-origin")).toBe(page)
    expect(response.headers.get("access-control-allow-credentials")).toBe("true")
    expect(cookiesOf(response).refreshtoken?.attributes).toMatchObject({
      samesite: "None",
      secure: true,
      httponly: true,
    })
    for (const [place, origin] of [
      ["/shop", "https://elsewhere.example"],
      ["/closed", page],
    ] as const) {
      const refused = await signIn(place, origin)
      expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([403, null])
    }
  })

  it("are validated, and settings of other dialects do not compile", async () => {
    const shop = await shopOf("Soap")
    expect(() => router(shop, { dialect: "webstore", trustedOrigins: ["*"] })).toThrow(RangeError)
    expect(() => router(shop, { dialect: "webstore", cookies: { sameSite: "None" } })).toThrow(RangeError)
    const lifetimes = { access: 60, refresh: Number.NaN }
    expect(() => router(shop, { dialect: "phone-login", lifetimes })).toThrow(
      "lifetimes.refresh must be a whole number",
    )
    expect(() => router(shop, { dialect: "webstore", refreshGraceSeconds: -1 })).toThrow("refreshGraceSeconds")
    expect(() => router(shop, { dialect: "nitrmart", maxPictureBytes: 0.5 })).toThrow("maxPictureBytes")
    // @ts-expect-error There is no such API.
    expect(() => router(shop, { dialect: "nowhere" })).toThrow('Unknown dialect "nowhere"; the dialects are: ecommerce')
    // @ts-expect-error This API has no cookies.
    expect(router(shop, { dialect: "ecommerce-backend", cookies: {} })).toBeTypeOf("function")
  })

  it("let trusted origins call every API, and set the public URL of the router", async () => {
    const app = express()
    const publicUrl = "https://example.com/web"
    app.use("/shop", router(await shopOf("Soap"), { dialect, trustedOrigins: [page] }))
    app.use("/web", router(await shopOf("Soap"), { dialect: "webstore", publicUrl, hstsSeconds: 60 }))
    const ask = await serve(app)
    const headers = { origin: page, "access-control-request-method": "POST" }
    const preflight = await ask("OPTIONS", "/shop/api/orders/", { headers })
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([200, page])
    expect(preflight.headers.get("access-control-allow-methods")).toBe("GET, POST, HEAD, OPTIONS")
    await ask("POST", "/web/api/sign_in", { body: user })
    const signedIn = await ask("POST", "/web/api/login_view", { body: user })
    expect(cookiesOf(signedIn).refreshtoken?.attributes).toMatchObject({ path: "/web/api/refresh_token", secure: true })
    expect(signedIn.headers.get("strict-transport-security")).toBe("max-age=60")
  })

  it("trust the proxies of the host's application, with the prefix that they removed", async () => {
    const app = express().set("trust proxy", "loopback")
    app.use("/web", router(await shopOf("Soap"), { dialect: "webstore" }))
    const ask = await serve(app)
    await ask("POST", "/web/api/sign_in", { body: user })
    const headers = { "x-forwarded-prefix": "/outer", "x-forwarded-proto": "HTTPS" }
    const signedIn = await ask("POST", "/web/api/login_view", { body: user, headers })
    const attributes = { path: "/outer/web/api/refresh_token", secure: true }
    expect(cookiesOf(signedIn).refreshtoken?.attributes).toMatchObject(attributes)
  })

  it("have safe defaults when they are undefined", async () => {
    const app = express()
    const cookies = { secure: undefined, refreshName: undefined, sameSite: undefined }
    const settings = { dialect: "webstore", cookies, lifetimes: undefined, trustProxy: "loopback" } as const
    app.use(router(await shopOf("Soap"), settings))
    const ask = await serve(app)
    await ask("POST", "/api/sign_in", { body: { username: "mia", password: user.password, email: user.email } })
    const headers = { "x-forwarded-proto": "https" }
    const signedIn = await ask("POST", "/api/login_view", { body: user, headers })
    expect(cookiesOf(signedIn).refreshtoken?.attributes).toMatchObject({
      samesite: "Lax",
      secure: true,
      httponly: true,
    })
  })

  it("decide who may register, and cannot change how accounts are identified", async () => {
    const app = express()
    const registration = { emailDomains: "any", password: { minLength: 4, maxLength: 99 } } as const
    app.use(router(await shopOf("Soap"), { dialect: "nitrmart", registration }))
    const ask = await serve(app)
    const ann = { email: "ann@example.com", password: "qz4v" }
    const details = { ...ann, confirm_password: ann.password, first_name: "Ann", last_name: "Lee" }
    expect((await ask("POST", "/users/", { body: details })).status).toBe(201)
    expect((await ask("POST", "/users/", { body: details })).status).toBe(400)
    expect((await ask("POST", "/users/token/", { body: ann })).status).toBe(200)
  })

  it("apply to the dialects that are served together, each by its name", async () => {
    const shop = await shopOf("Soap")
    const settings = { webstore: { cookies: { refreshName: "r" } }, nitrmart: { maxPictureBytes: 1000 } }
    const server = await serveShop({ shop, host: "127.0.0.1", port: 0, log: silent, settings })
    endings.push(server.close)
    const ann = await newVisitor(client(server.url), "ann", "/webstore/api")
    expect([...ann.jar.keys()]).toEqual(["csrftoken", "r"])
  })
})
