import { readFile } from "node:fs/promises"
import type { Locator } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { hasChromium } from "../chromium.ts"
import {
  ADMIN,
  expectAccessible,
  expectToFit,
  keepScreenshot,
  type OpenBackOffice,
  openBackOffice,
  placeOrders,
} from "./open.ts"

if (hasChromium)
  describe("the screens of the back office, in Chromium", { timeout: 120_000 }, () => {
    let office: OpenBackOffice
    beforeAll(async () => {
      office = await openBackOffice()
      office.page.setDefaultTimeout(15_000)
      await placeOrders(office.url, "Mia", 4)
      await office.signIn()
    }, 120_000)
    afterAll(() => office.close(), 120_000)

    const dialog = (): Locator => office.page.getByRole("dialog")

    const screens = [
      ["dashboard", "/", "Waiting for payment"],
      ["orders", "/orders", "#4"],
      ["order", "/orders/4/show", "1 Harbour Road"],
      ["slip", "/orders/4/slip", "1 Harbour Road"],
      ["products", "/products", "Sunscreen"],
      ["product-create", "/products/create", "Variants"],
      ["product", "/products/1", "Reserved"],
      ["accounts", "/accounts", "Mia Winter"],
      ["account", "/accounts/2/show", "mia@example.com"],
      ["import", "/import", "Choose a file"],
      ["system", "/system", "Nothing receives the shop"],
    ] as const

    it.each(screens)("%s is accessible, and fits a phone in both colour schemes", async (name, path, text) => {
      const { page, open } = office
      // The text may be on the screen before, too.
      await page.goto("about:blank")
      for (const [width, colorScheme] of [
        [1280, "light"],
        [390, "dark"],
        [320, "light"],
      ] as const) {
        await page.setViewportSize({ width, height: 800 })
        await page.emulateMedia({ colorScheme })
        await open(path)
        await page.getByText(text).first().waitFor()
        // The rules do not depend on the width of a phone.
        if (width !== 320) await expectAccessible(page)
        await keepScreenshot(page, `${name}-${width}-${colorScheme}`)
        await expectToFit(page)
        // An open drawer would hide the page from assistive technology, and from the rules.
        expect(await page.locator("#root[aria-hidden]").count()).toBe(0)
      }
      await page.setViewportSize({ width: 1280, height: 800 })
    })

    it("changes the status of an order after one question, which states the effect on the stock", async () => {
      const { page, open, admin } = office
      await open("/orders/4/show")
      await page.getByRole("button", { name: "Cancel order" }).click()
      await dialog().getByText("become available again").waitFor()
      await dialog()
        .getByLabel(/^Reason/)
        .fill("Ordered twice")
      await dialog().getByRole("button", { name: "Cancel order" }).click()
      await page.getByText("Order #4 is changed.").waitFor()
      await page.getByText("Ordered twice").waitFor()
      expect(await admin.getOrder({ path: { order: 4 } })).toMatchObject({ value: { status: "cancelled" } })
    })

    it("finds orders by number, by the buyer's name, and by the delivery's phone number", async () => {
      const { page, open } = office
      await open(`/orders?filter=${encodeURIComponent(JSON.stringify({ q: "2" }))}`)
      await page.getByText("1-1 of 1").waitFor()
      await open(`/orders?filter=${encodeURIComponent(JSON.stringify({ q: "winter" }))}`)
      await page.getByText("1-4 of 4").waitFor()
      await open(`/orders?filter=${encodeURIComponent(JSON.stringify({ q: "0117 4960123" }))}`)
      await page.getByText("1-4 of 4").waitFor()
      await open(`/orders?filter=${encodeURIComponent(JSON.stringify({ q: "0117 4960124" }))}`)
      await page.getByText("1-4 of 4").waitFor({ state: "hidden" })
    })

    it("exports the orders of a filter as CSV", async () => {
      const { page, open } = office
      await open(`/orders?filter=${encodeURIComponent(JSON.stringify({ status: ["cancelled"] }))}`)
      await page.getByText("1-1 of 1").waitFor()
      const download = page.waitForEvent("download")
      await page.getByRole("button", { name: "Export" }).click()
      const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\n")
      expect(lines).toHaveLength(2)
      expect(lines[1]).toContain("cancelled")
    })

    it("shows the sales of a chosen range", async () => {
      const { page, open } = office
      await open("/")
      await page.getByRole("img", { name: /^3 orders, \$/ }).waitFor()
      await page.getByRole("button", { name: "7 days" }).click()
      await page.getByRole("img", { name: /^3 orders, \$/ }).waitFor()
    })

    it("creates a product with a variant, restocks it, and shows markup in its name as text", async () => {
      const { page, open, faults, admin } = office
      await open("/products/create")
      await page.getByLabel(/^Name/).fill("<img src=x onerror=alert(1)>")
      await page.getByLabel(/^Category/).click()
      await page.getByRole("option", { name: "Kitchen" }).click()
      await page.getByLabel(/^Price/).fill("12.50")
      await page.getByRole("button", { name: "Add" }).click()
      await page.getByLabel(/^Size/).fill("L")
      await page.getByLabel(/^Colour/).fill("Red")
      await page.getByRole("button", { name: "Save" }).click()
      await page.getByRole("button", { name: "Restock" }).click()
      await dialog()
        .getByLabel(/How many/)
        .fill("7")
      await dialog().getByText("On hand: 0 → 7").waitFor()
      await dialog().getByRole("button", { name: "Restock" }).click()
      await page.getByText("The stock is changed.").waitFor()
      const { value } = (await admin.listProducts({ query: { sort: "newest", limit: 1 } })) as never as {
        readonly value: { readonly items: ReadonlyArray<{ readonly name: string; readonly available: number }> }
      }
      expect(value.items[0]).toMatchObject({ name: "<img src=x onerror=alert(1)>", available: 7 })
      expect(faults.filter((fault) => !fault.includes("blocker"))).toEqual([])
    })

    it("shows both versions to the second person who edits a product", async () => {
      const { page, open, admin } = office
      await open("/products/1")
      await page.getByLabel(/^Name/).fill("Sun milk")
      const shown = await admin.getProduct({ path: { product: 1 } })
      if (!shown.ok) throw new Error(shown.error.detail)
      const headers = { "If-Match": shown.etag ?? "" }
      await admin.updateProduct({ path: { product: 1 }, headers, body: { name: "Sun spray", category: 2 } })
      await page.getByRole("button", { name: "Save" }).click()
      await dialog().getByText("Sun spray").waitFor()
      await dialog().getByText("Sun milk").waitFor()
      await dialog().getByRole("cell", { name: "Category" }).waitFor()
      await dialog().getByRole("button", { name: "Keep my version" }).click()
      await page.getByText("Saved").waitFor()
      expect(await admin.getProduct({ path: { product: 1 } })).toMatchObject({ value: { name: "Sun milk" } })
    })

    it("keeps a form whose session has expired, and saves it after a sign-in in place", async () => {
      const { page, open, admin, context } = office
      await open("/products/1")
      await page.getByLabel(/^Name/).fill("Sun oil")
      await context.clearCookies()
      await page.getByRole("button", { name: "Save" }).click()
      await dialog()
        .getByLabel(/^Password/)
        .fill(ADMIN.password)
      await dialog().getByRole("button", { name: "Sign in" }).click()
      // The message of the test before may still be shown.
      await expect.poll(() => admin.getProduct({ path: { product: 1 } })).toMatchObject({ value: { name: "Sun oil" } })
    })

    it("says that it is offline, and recovers by itself", async () => {
      const { page, open, context } = office
      // The list would remember the filter of a test before.
      await open("/orders?filter=%7B%7D")
      await page.getByText("#1", { exact: true }).waitFor()
      await context.setOffline(true)
      await page.getByRole("button", { name: "Refresh" }).click()
      await page.getByText("The server cannot be reached. The page goes on").waitFor()
      await context.setOffline(false)
      await page.getByText("The server cannot be reached. The page goes on").waitFor({ state: "hidden" })
    })

    it("speaks German", async () => {
      const { page, open } = office
      await page.getByRole("button", { name: "English" }).click()
      await page.getByRole("menuitem", { name: "Deutsch" }).click()
      for (const [name, path] of screens) {
        await open(path)
        await page.getByRole("menuitem", { name: "Bestellungen" }).waitFor()
        await keepScreenshot(page, `${name}-german`)
        expect(await page.locator("body").innerText()).not.toMatch(/\b(bo|ra)\.[a-z_]+\./)
      }
      expect(await page.evaluate("document.documentElement.lang")).toBe("de")
    })
  })
