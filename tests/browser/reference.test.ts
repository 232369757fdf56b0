import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { dialectNames } from "../../composition/dialects.ts"
import { openShop } from "../../composition/open-shop.ts"
import { serve } from "../../composition/serve.ts"
import { operator } from "../../domain/account/actor.ts"
import { hasChromium, itHasChromium, openBrowser } from "./chromium.ts"

itHasChromium()

if (hasChromium)
  describe("the reference, in Chromium", { timeout: 120_000 }, () => {
    const closing: Array<() => Promise<unknown>> = []
    let shop: Awaited<ReturnType<typeof openShop>>
    let url: string
    let page: Page
    const faults: Array<string> = []

    beforeAll(async () => {
      shop = await openShop({ database: "memory", passwordCost: 4 })
      const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
      const server = await serve({ shop, host: "127.0.0.1", port: 0, log })
      const browser = await openBrowser()
      closing.push(shop.close, server.close, browser.close)
      url = server.url
      page = await browser.context.newPage()
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) faults.push(message.text())
      })
      page.on("pageerror", (error) => faults.push(String(error)))
      page.on("request", (request) => {
        if (!request.url().startsWith(url) && !request.url().startsWith("data:"))
          faults.push(`request to ${request.url()}`)
      })
    }, 120_000)
    afterAll(async () => {
      for (const close of closing.toReversed()) await close()
    }, 120_000)

    it("leads from / to a first request, without a violation of its policy or a request to another server", async () => {
      await page.goto(url)
      await page.click("a.start[href$='/docs/']")
      await page.click("#operations-Accounts-register .opblock-summary-control")
      await page.click("#operations-Accounts-register .execute")
      const status = page.locator("#operations-Accounts-register .live-responses-table .response-col_status").last()
      expect(await status.innerText()).toContain("201")
      expect(faults).toEqual([])
    })

    it.each(dialectNames)("shows %s", async (name) => {
      await page.goto(`${url}/docs/?api=${name}`)
      await page.waitForSelector(".opblock")
      expect(await page.locator(".errors-wrapper").count()).toBe(0)
      expect(faults).toEqual([])
    })

    it.each(["light", "dark"] as const)("follows the system's colours: %s", async (colorScheme) => {
      await page.emulateMedia({ colorScheme })
      await page.goto(`${url}/docs/`)
      await page.waitForSelector(".opblock")
      const background = await page.evaluate("getComputedStyle(document.body).backgroundColor")
      expect(background).toBe(colorScheme === "light" ? "rgb(251, 250, 247)" : "rgb(22, 25, 27)")
      const isDark = await page.evaluate("document.documentElement.classList.contains('dark-mode')")
      expect(isDark).toBe(colorScheme === "dark")
    })

    it("needs no horizontal scrolling on a phone", async () => {
      await page.setViewportSize({ width: 360, height: 740 })
      const fits = async (path: string) => {
        await page.goto(url + path)
        return page.evaluate("document.documentElement.scrollWidth <= innerWidth")
      }
      expect([await fits("/"), await fits("/docs/")]).toEqual([true, true])
      const product = { name: "Soap", description: "", price: "3.50", category: "Bath" }
      await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [product] })
      expect(await fits("/")).toBe(true)
    })
  })
