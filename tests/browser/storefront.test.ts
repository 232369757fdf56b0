import type { Page } from "playwright-core"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { blankPng } from "../media/png.ts"
import { expectAccessible, keepScreenshot } from "./back-office/open.ts"
import { hasChromium, itHasChromium } from "./chromium.ts"
import { openStorefront, PASSWORD, type Storefront } from "./storefront.ts"

itHasChromium()

const add = (page: Page, product: string) => page.getByRole("button", { name: `Add to basket: ${product}` }).click()

/** Registers on the page of the basket, and fills in where to deliver. */
const register = async (page: Page, email: string) => {
  await page.getByRole("link", { name: /^Basket/ }).click()
  await page.getByRole("button", { name: "I am new here" }).click()
  await page.getByLabel("First name").fill("Mia")
  await page.getByLabel("E-mail").fill(email)
  await page.getByLabel("Password").fill(PASSWORD)
  await page.getByRole("button", { name: "Create account" }).click()
  await page.getByLabel("Delivery address").fill("1 Harbour Road\nBristol")
}

if (hasChromium)
  describe("the example of a storefront, on another origin than the shop", { timeout: 60_000 }, () => {
    let front: Storefront
    let page: Page
    beforeAll(async () => {
      front = await openStorefront()
      page = front.page
    })
    afterAll(() => front.close())
    beforeEach(async () => {
      front.faults.length = 0
      await page.goto(front.origin)
      await page.evaluate("localStorage.clear()")
      await page.goto(front.origin)
    })

    const ordersOf = async (email: string) => {
      const found = await front.admin.listAccounts({ query: { text: email } })
      const account = found.ok ? found.value.items[0]?.id : undefined
      const orders = await front.admin.listOrders({ query: { account: account ?? 0 } })
      if (!orders.ok) throw new Error(orders.error.detail)
      return orders.value.items
    }

    it("goes from the first page to one placed order with a double click, and shows its status", async () => {
      const picture = new Blob([new Uint8Array(blankPng({ width: 64, height: 48, colourType: 2 }))], {
        type: "image/png",
      })
      const pictured = await front.admin.addProductPicture({ path: { product: 3 }, body: { picture, alt: "A bar" } })
      expect(pictured).toMatchObject({ ok: true })
      await page.goto(front.origin)
      await page.waitForFunction("document.querySelector('img')?.naturalWidth > 0")
      await add(page, "Soap bar")
      await add(page, "Sunscreen")
      await register(page, "mia@example.com")
      await page.getByLabel("Quantity of Soap bar").fill("3")
      await page.getByText("$1,450.00").waitFor()
      await page.getByRole("button", { name: "Place the order" }).dblclick()
      const order = page.getByRole("article")
      await order.getByText("3 × Soap bar").waitFor()
      expect(await order.getByText("created").count()).toBe(1)
      expect(await page.getByRole("link", { name: "Basket", exact: true }).count()).toBe(1)
      const [placed, ...others] = await ordersOf("mia@example.com")
      expect(placed).toMatchObject({ status: "created", total: { amount: "1450.00" } })
      expect(others).toEqual([])
      const read = await front.admin.getOrder({ path: { order: placed?.id ?? 0 } })
      const headers = { "If-Match": (read.ok && read.etag) || "" }
      await front.admin.updateOrder({ path: { order: placed?.id ?? 0 }, headers, body: { status: "paid" } })
      await page.reload()
      await order.getByText("paid").waitFor()
      expect(front.faults).toEqual([])
    })

    it("places one order when the response is lost and the page is loaded again", async () => {
      await add(page, "Soap bar")
      await register(page, "leo@example.com")
      const lost = "**/v1/orders"
      await page.route(lost, async (route) => {
        await route.fetch()
        await route.abort()
      })
      await page.getByRole("button", { name: "Place the order" }).click()
      await page.getByText("The shop does not respond.").waitFor()
      expect(await ordersOf("leo@example.com")).toHaveLength(1)
      await page.unroute(lost)
      await page.reload()
      await page.getByRole("button", { name: "Place the order" }).click()
      await page.getByRole("article").getByText("1 × Soap bar").waitFor()
      expect(await ordersOf("leo@example.com")).toHaveLength(1)
    })

    it("shows what is missing at each line of a refused order", async () => {
      await add(page, "Soap bar")
      await add(page, "Wool socks")
      await register(page, "eva@example.com")
      const line = page.getByRole("listitem").filter({ hasText: "Soap bar" })
      await line.getByRole("spinbutton").fill("9999")
      await page.getByRole("button", { name: "Place the order" }).click()
      await line.getByText(/^9999 were ordered and \d+ are available\.$/).waitFor()
      expect(await page.getByRole("alert").count()).toBe(1)
      await keepScreenshot(page, "storefront-refused")
      await page.reload()
      await line.getByText(/^Only \d+ left\.$/).waitFor()
      expect(await ordersOf("eva@example.com")).toEqual([])
    })

    it("shows errors of a registration at their fields, and of a sign-in for the form", async () => {
      await page.getByRole("link", { name: "Sign in" }).click()
      await page.getByLabel("E-mail").fill("kim@example.com")
      await page.getByLabel("Password").fill("wrong-password")
      await page.getByRole("button", { name: "Sign in" }).click()
      await page.getByRole("alert").waitFor()
      await page.getByRole("button", { name: "I am new here" }).click()
      await page.getByLabel("First name").fill("Kim")
      await page.getByLabel("Password").fill("short")
      await page.getByRole("button", { name: "Create account" }).click()
      await page.locator("label").filter({ hasText: "Password" }).getByRole("alert").waitFor()
    })

    it.each([
      ["light", 1200, "light"],
      ["phone", 390, "dark"],
    ] as const)("is accessible and fits the window: %s", async (name, width, colorScheme) => {
      await page.setViewportSize({ width, height: 844 })
      await page.emulateMedia({ colorScheme })
      const check = async (screen: string) => {
        await keepScreenshot(page, `storefront-${screen}-${name}`)
        await expectAccessible(page)
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width)
      }
      await add(page, "Soap bar")
      await add(page, "Sunscreen")
      await check("products")
      await page.getByRole("link", { name: /^Basket/ }).click()
      await page.getByText("$850.00").waitFor()
      await check("sign-in")
      await register(page, `${name}@example.com`)
      await check("basket")
      await page.getByRole("button", { name: "Place the order" }).click()
      await page.getByRole("article").getByText("1 × Soap bar").waitFor()
      await check("orders")
    })
  })
