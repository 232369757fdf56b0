import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type DialectName, dialectNames } from "../../composition/dialects.ts"
import { personWith } from "../dialects/myecommerce.ts"
import { details, mediaFolder } from "../dialects/nitrmart.ts"
import { stocked } from "../dialects/webstore.ts"
import { plain } from "../media/support.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { hasChromium, itHasChromium, openBrowser, servePages } from "./chromium.ts"

/** A page that calls the API on another origin and reads what the browser lets it read of the response. */
const frontEnd = `<!doctype html><title>front end</title><script>
  async function call(method, url, body, headers, credentials) {
    const response = await fetch(url, {
      method,
      headers: body === undefined || body instanceof FormData ? headers : { "Content-Type": "application/json", ...headers },
      body: body === undefined || body instanceof FormData ? body : JSON.stringify(body),
      credentials,
    })
    const text = await response.text()
    const read = Object.fromEntries(["etag", "link", "retry-after", "x-request-id"].map((n) => [n, response.headers.get(n)]))
    return { status: response.status, body: text === "" ? null : JSON.parse(text), headers: read }
  }
  function picture(fields, bytes) {
    const form = new FormData()
    for (const [name, text] of Object.entries(fields)) form.set(name, text)
    form.set("profile_picture", new File([new Uint8Array(bytes)], "me.png"))
    return form
  }
  function shows(url) {
    return new Promise((done) => {
      const image = new Image()
      image.onload = () => done(image.naturalWidth)
      image.onerror = () => done(0)
      image.src = url
    })
  }
</script>`

/** The response as the page read it. The shape of the body depends on the call. */
interface Read {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string | null>>
}

itHasChromium()

if (hasChromium)
  describe("a page on another origin, in Chromium", { timeout: 120_000 }, () => {
    let served: ServedShop
    let pages: Awaited<ReturnType<typeof servePages>>
    let openPage: (url: string) => Promise<Page>
    const closing: Array<() => Promise<unknown>> = []

    beforeAll(async () => {
      pages = await servePages(Object.fromEntries(dialectNames.map((name) => [`/${name}`, frontEnd])))
      const media = await mediaFolder()
      const trusted = Object.fromEntries(dialectNames.map((name) => [name, { trustedOrigins: [pages.localhost] }]))
      served = await serveShop({ dialect: "all", dialectSettings: trusted, options: { media: media.folder } })
      const { add } = await stocked(served)
      await add(10)
      const browser = await openBrowser()
      closing.push(pages.close, media.drop, served.close, browser.close)
      openPage = async (url) => {
        const page = await browser.context.newPage()
        await page.goto(url)
        return page
      }
    }, 120_000)
    afterAll(async () => {
      for (const close of closing.toReversed()) await close()
    }, 120_000)

    /** The dialect's page, which calls its API. */
    const frontEndOf = async (name: DialectName, site = pages.localhost) => {
      const page = await openPage(`${site}/${name}`)
      // Cookies need the same host name. The other dialects are called on another site.
      const api = `${name === "webstore" ? served.url.replace("127.0.0.1", "localhost") : served.url}/${name}`
      const credentials = name === "webstore" ? "include" : "omit"
      const call = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) => {
        const sent = typeof body === "string" ? body : JSON.stringify(body)
        const script = `call("${method}", "${api}${path}", ${sent}, ${JSON.stringify(headers)}, "${credentials}")`
        return page.evaluate<Read>(script)
      }
      return { page, api, call }
    }

    it("ecommerce-backend: registers, lists with ETag, orders once, and reads error responses", async () => {
      const { call } = await frontEndOf("ecommerce-backend")
      const mia = { username: "mia", email: "mia@example.com", password: "test12345" }
      expect(await call("POST", "/api/users/register/", mia)).toMatchObject({ status: 201 })
      const { body } = await call("POST", "/api/users/login/", mia)
      const headers = { Authorization: `Token ${String(body.token)}`, "X-Request-Id": "page-1" }
      const listed = await call("GET", "/api/products/", undefined, headers)
      expect(listed).toMatchObject({ status: 200, headers: { etag: expect.any(String), "x-request-id": "page-1" } })
      const known = { ...headers, "If-None-Match": String(listed.headers.etag) }
      expect((await call("GET", "/api/products/", undefined, known)).status).toBe(304)
      const order = { items: [{ product: 1, quantity: 1 }] }
      const once = { ...headers, "Idempotency-Key": "page-order" }
      const placed = await call("POST", "/api/orders/", order, once)
      expect(placed.status).toBe(201)
      expect((await call("POST", "/api/orders/", order, once)).body).toEqual(placed.body)
      expect((await call("POST", "/api/orders/", order, headers)).status).toBe(201)
      const page = await call("GET", "/api/orders/?limit=1", undefined, headers)
      expect(page).toMatchObject({ status: 200, headers: { link: expect.stringContaining('rel="next"') } })
      const status = await call("PATCH", "/api/orders/1/update-status/", { status: "paid" }, headers)
      expect(status).toMatchObject({ status: 403, body: { detail: expect.any(String) } })
      expect(await call("GET", "/api/nowhere/", undefined, headers)).toMatchObject({ status: 404 })
    })

    it("myecommerce and phone-login: register, sign in by name and by phone, refresh, and read error responses", async () => {
      const shop = await frontEndOf("myecommerce")
      const person = personWith("test12345", "user")
      expect(await shop.call("POST", "/api/users/register/", person)).toMatchObject({ status: 201 })
      const pair = await shop.call("POST", "/api/token/", person)
      expect(pair).toMatchObject({ status: 200, body: { access: expect.any(String), refresh: expect.any(String) } })
      const refresh = { refresh: pair.body.refresh }
      expect(await shop.call("POST", "/api/token/refresh/", refresh)).toMatchObject({ status: 200 })
      expect(await shop.call("POST", "/api/token/refresh/", { refresh: "bad" })).toMatchObject({ status: 401 })

      const phone = await frontEndOf("phone-login")
      const login = { username: person.phone_number, password: person.password }
      const signedIn = await phone.call("POST", "/api/login/", login)
      expect(signedIn).toMatchObject({ status: 200, body: { access: expect.any(String) } })
      const again = await phone.call("POST", "/api/token/refresh/", { refresh: signedIn.body.refresh })
      expect(again).toMatchObject({ status: 200, body: { access: expect.any(String) } })
      expect(await phone.call("POST", "/api/login/", { ...login, password: "wrong" })).toMatchObject({ status: 401 })
    })

    it("nitrmart: registers, signs in, changes the profile with a picture, and shows it", async () => {
      const { page, call } = await frontEndOf("nitrmart")
      const anna = details("anna")
      expect(await call("POST", "/users/", anna)).toMatchObject({ status: 201, body: { email: anna.email } })
      const { body } = await call("POST", "/users/token/", anna)
      const claims = JSON.parse(Buffer.from(String(body.access).split(".")[1] ?? "", "base64url").toString()) as unknown
      const path = `/users/${(claims as { readonly user_id: number }).user_id}/`
      const headers = { Authorization: `Bearer ${String(body.access)}` }
      const bytes = JSON.stringify([...(await plain(9, 9).png().toBuffer())])
      const changed = await call("PATCH", path, `picture({ bio: "Hi" }, ${bytes})`, headers)
      expect(changed).toMatchObject({ status: 200, body: { bio: "Hi", profile_picture: expect.any(String) } })
      expect(await page.evaluate(`shows("${String(changed.body.profile_picture)}")`)).toBe(9)
      expect(await call("GET", path, undefined, headers)).toMatchObject({ status: 200, body: { bio: "Hi" } })
      expect(await call("GET", path, undefined, { Authorization: "Bearer stale" })).toMatchObject({ status: 401 })
    })

    it("webstore: registers, signs in with cookies, lists", async () => {
      const { page, call } = await frontEndOf("webstore")
      const ann = { username: "ann", password: "test12345", email: "ann@example.com" }
      expect(await call("POST", "/api/sign_in", ann)).toMatchObject({ status: 200 })
      const { body } = await call("POST", "/api/login_view", ann)
      expect(await page.evaluate("document.cookie")).toContain("csrftoken=")
      const headers = { Authorization: `Token ${String(body.access_token)}` }
      expect(await call("GET", "/api/get_all_products", undefined, headers)).toMatchObject({ status: 200 })
    })

    it.each(dialectNames)("%s: a page of an untrusted origin can read no response", async (name) => {
      const { call } = await frontEndOf(name, pages.otherSite)
      const path = name === "nitrmart" ? "/users/token/" : "/api/nowhere/"
      await expect(call("POST", path, {})).rejects.toThrow("Failed to fetch")
    })
  })
