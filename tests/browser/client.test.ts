import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bundledScenario, expected } from "../client/bundled.ts"
import { stocked } from "../dialects/webstore.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { hasChromium, itHasChromium, openBrowser, servePages } from "./chromium.ts"

itHasChromium()

if (hasChromium)
  describe("the client in a page of another origin", { timeout: 60_000 }, () => {
    const closing: Array<() => Promise<unknown>> = []
    const pages: Record<string, string> = {}
    let served: ServedShop
    let origin: string
    beforeAll(async () => {
      const site = await servePages(pages)
      origin = site.localhost
      served = await serveShop({
        dialect: "shopwright",
        dialectSettings: { shopwright: { trustedOrigins: [origin] } },
      })
      await (await stocked(served)).add(50)
      closing.push(served.close, site.close)
    })
    afterAll(() => Promise.all(closing.map((close) => close())))

    it("signs in, shares a refresh, orders and reads problems", async () => {
      const module = await bundledScenario(served.url, "page@example.com", "(seen) => { globalThis.seen = seen }")
      pages["/"] = `<!doctype html><title>client</title><script type="module">${module}</script>`
      const { context, close } = await openBrowser()
      closing.push(close)
      const page = await context.newPage()
      await page.goto(origin)
      await page.waitForFunction("globalThis.seen")
      expect(await page.evaluate("globalThis.seen")).toEqual(expected)
    })
  })
