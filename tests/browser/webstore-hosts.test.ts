import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Product } from "../../domain/catalog/product.ts"
import { PASSWORD, stocked } from "../dialects/webstore.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { hasChromium, itHasChromium, openBrowser, servePages } from "./chromium.ts"

const frontEnd = `<!doctype html><title>webstore</title><script>
  const csrf = () => /csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? ""
  async function post(url, body, headers = {}) {
    const response = await fetch(url, {
      method: "POST",
      credentials: "include",
      headers: { "Content-Type": "application/json", "X-CSRFTOKEN": csrf(), ...headers },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }
</script>`

interface Read {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

itHasChromium()

if (hasChromium)
  describe("webstore with its pages on another host", { timeout: 120_000 }, () => {
    let served: ServedShop
    let lamp: Product
    let pages: Awaited<ReturnType<typeof servePages>>
    let browser: Awaited<ReturnType<typeof openBrowser>>
    const closing: Array<() => Promise<unknown>> = []
    const at = (url: string, host: string) => {
      const moved = new URL(url)
      moved.hostname = host
      return moved.origin
    }

    beforeAll(async () => {
      pages = await servePages({ "/": frontEnd })
      closing.push(pages.close)
      const trustedOrigins = [at(pages.localhost, "www.shop.test"), pages.localhost]
      const webstore = { trustedOrigins, cookies: { domain: "shop.test" } }
      served = await serveShop({ dialect: "webstore", dialectSettings: { webstore } })
      closing.push(served.close)
      lamp = await (await stocked(served)).add(10)
      browser = await openBrowser(["*.shop.test"])
      closing.push(browser.close)
    }, 120_000)
    afterAll(async () => {
      for (const close of closing.toReversed()) await close()
    }, 120_000)

    it("signs in, refreshes and orders from www.shop.test at api.shop.test", async () => {
      const api = `${at(served.url, "api.shop.test")}/api`
      const page = await browser.context.newPage()
      await page.goto(at(pages.localhost, "www.shop.test"))
      const call = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
        page.evaluate<Read>(`post("${api}/${path}", ${JSON.stringify(body)}, ${JSON.stringify(headers)})`)
      const ann = { username: "ann", password: PASSWORD, email: "ann@example.com" }
      expect(await call("sign_in", ann)).toEqual({ status: 200, body: { massage: "success" } })
      expect(await call("login_view", ann)).toMatchObject({ status: 200 })
      expect(await page.evaluate("document.cookie")).toMatch(/^csrftoken=[0-9a-f]{64}$/)
      const cookies = await browser.context.cookies(`${api}/refresh_token`)
      // The page's host can read the CSRF token. The refresh token goes only to the API's host.
      expect(cookies.map(({ name, domain, httpOnly }) => [name, domain, httpOnly]).toSorted()).toEqual([
        ["csrftoken", ".shop.test", false],
        ["refreshtoken", "api.shop.test", true],
      ])
      const refreshed = await call("refresh_token", {})
      expect(refreshed).toMatchObject({ status: 200 })
      const order = { address: "Main Street 1", phone: "1", items: [{ product_id: lamp.id, amount: 1 }] }
      const headers = { Authorization: `Token ${String(refreshed.body.access_token)}` }
      expect(await call("post_order", order, headers)).toMatchObject({ status: 200, body: { status: "created" } })
      expect(await call("post_order", order, { ...headers, "X-CSRFTOKEN": "" })).toMatchObject({ status: 403 })
    })

    it("explains in the log why a page of localhost loses its cookies at 127.0.0.1", async () => {
      const page = await browser.context.newPage()
      await page.goto(pages.localhost)
      const bob = JSON.stringify({ username: "bob", password: PASSWORD, email: "bob@example.com" })
      expect(await page.evaluate<Read>(`post("${served.url}/api/sign_in", ${bob})`)).toMatchObject({ status: 200 })
      expect(await page.evaluate<Read>(`post("${served.url}/api/login_view", ${bob})`)).toMatchObject({ status: 200 })
      expect(await page.evaluate<Read>(`post("${served.url}/api/refresh_token", {})`)).toMatchObject({ status: 403 })
      expect(served.log()).toContain("Browsers treat localhost and 127.0.0.1 as different sites.")
      expect(served.log()).toContain(`Let the page call ${at(served.url, "localhost")} instead.`)
    })
  })
