import type { BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Product } from "../../domain/catalog/product.ts"
import { PASSWORD, stocked } from "../dialects/webstore.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { hasChromium, itHasChromium, openBrowser, servePages } from "./chromium.ts"

/** The front end: a page of webstore with the API on another port. */
const frontEnd = `<!doctype html><title>webstore</title><script>
  const csrf = () => /csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? ""
  async function post(url, body, headers = {}) {
    const response = await fetch(url, {
      method: "POST",
      credentials: "include",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }
</script>`

/** A page that submits a form as soon as it is opened: `?to=URL`, followed by the form's fields. */
const forgery = `<!doctype html><title>win a prize</title><form method="post"></form><script>
  const form = document.forms[0]
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name === "to") { form.action = value; continue }
    const input = document.createElement("input")
    input.name = name
    input.value = value
    form.append(input)
  }
  form.submit()
</script>`

itHasChromium()

if (hasChromium)
  describe("webstore in a browser, with its pages on another port", { timeout: 120_000 }, () => {
    let served: ServedShop
    let api: string
    let context: BrowserContext
    let page: Page
    let lamp: Product
    let availableOf: (product: Product) => Promise<number | undefined>
    const closing: Array<() => Promise<unknown>> = []
    let shopPages: Awaited<ReturnType<typeof servePages>>
    let evilPages: Awaited<ReturnType<typeof servePages>>

    beforeAll(async () => {
      shopPages = await servePages({ "/": frontEnd })
      evilPages = await servePages({ "/": frontEnd, "/forged": forgery })
      closing.push(shopPages.close, evilPages.close)
      served = await serveShop({
        dialect: "webstore",
        dialectSettings: { webstore: { trustedOrigins: [shopPages.localhost] } },
      })
      closing.push(served.close)
      api = served.url.replace("127.0.0.1", "localhost").concat("/api")
      const shop = await stocked(served)
      availableOf = shop.availableOf
      lamp = await shop.add(10)
      const browser = await openBrowser()
      context = browser.context
      closing.push(browser.close)
      page = await context.newPage()
      await page.goto(shopPages.localhost)
    }, 120_000)
    afterAll(async () => {
      for (const close of closing.toReversed()) await close()
    }, 120_000)

    const call = (path: string, body: unknown, headers = "{}", from = page): Promise<unknown> =>
      from.evaluate(`post("${api}/${path}", ${JSON.stringify(body)}, ${headers})`)
    const refreshToken = async () =>
      (await context.cookies(`${api}/refresh_token`)).find(({ name }) => name === "refreshtoken")
    const order = () => ({ address: "Main Street 1", phone: "1", items: [{ product_id: lamp.id, amount: 1 }] })

    it("signs in, refreshes and orders with its cookies and the CSRF header", async () => {
      const who = { username: "ann", password: PASSWORD, email: "ann@example.com" }
      expect(await call("sign_in", who)).toEqual({ status: 200, body: { massage: "success" } })
      const login = { username: "ann", password: PASSWORD }
      expect(await call("login_view", login)).toMatchObject({ status: 200, body: { user: { username: "ann" } } })
      // Scripts can read the CSRF cookie, and never the refresh cookie.
      expect(await page.evaluate("document.cookie")).toMatch(/^csrftoken=[0-9a-f]{64}$/)
      const first = await refreshToken()
      expect(first).toMatchObject({ httpOnly: true, sameSite: "Lax", domain: "localhost" })

      const withToken = `{ "X-CSRFTOKEN": csrf() }`
      expect(await call("refresh_token", {})).toMatchObject({ status: 403 })
      const refreshed = await call("refresh_token", {}, withToken)
      expect(refreshed).toMatchObject({ status: 200 })
      expect((await refreshToken())?.value).not.toBe(first?.value)

      const { access_token } = (refreshed as { readonly body: { readonly access_token: string } }).body
      const headers = `{ "X-CSRFTOKEN": csrf(), Authorization: "Token ${access_token}", "Idempotency-Key": "one" }`
      const placed = { status: 200, body: { user: 2, items: [{ product_id: lamp.id, amount: 1 }], status: "created" } }
      for (let i = 0; i < 2; i++) expect(await call("post_order", order(), headers)).toMatchObject(placed)
      expect(await availableOf(lamp)).toBe(9)
    })

    /** Returns what the browser shows after a page of the given site submitted a form. */
    const afterForm = async (site: string, path: string, fields: Readonly<Record<string, string>>) => {
      const victim = await context.newPage()
      try {
        await victim.goto(`${site}/forged?${new URLSearchParams({ to: `${api}/${path}`, ...fields })}`)
        await victim.waitForURL(`${api}/**`)
        return await victim.locator("body").innerText()
      } finally {
        await victim.close()
      }
    }

    it("rejects a form that another site makes the browser submit", async () => {
      const before = (await refreshToken())?.value
      expect(await afterForm(evilPages.otherSite, "refresh_token", {})).toContain("credentials were not provided")
      expect(await afterForm(evilPages.otherSite, "post_order", { address: "Evil", phone: "1" })).toContain(
        "credentials",
      )
      const login = { username: "root", password: PASSWORD }
      expect(await afterForm(evilPages.otherSite, "login_view", login)).toContain("CSRF Failed: Origin checking failed")
      expect((await refreshToken())?.value).toBe(before)
      expect(await availableOf(lamp)).toBe(9)
    })

    it("rejects a page on a third port, although the browser sends it all cookies", async () => {
      const before = (await refreshToken())?.value
      const refused = await afterForm(evilPages.localhost, "refresh_token", {})
      expect(refused).toContain("CSRF Failed: Origin checking failed")
      const evil = await context.newPage()
      await evil.goto(evilPages.localhost)
      const tried = call("refresh_token", {}, `{ "X-CSRFTOKEN": csrf() }`, evil)
      await expect(tried).rejects.toThrow("Failed to fetch")
      await evil.close()
      expect((await refreshToken())?.value).toBe(before)
      // The session of the shop's own page is not affected.
      expect(await call("refresh_token", {}, `{ "X-CSRFTOKEN": csrf() }`)).toMatchObject({ status: 200 })
    })
  })
