import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Locator } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest"
import { createClient } from "../../../adapters/client/index.ts"
import { operator } from "../../../domain/account/actor.ts"
import { hasChromium } from "../chromium.ts"
import { expectAccessible, keepScreenshot, type OpenBackOffice, openBackOffice, placeOrders } from "./open.ts"

if (hasChromium)
  describe("managing a shop in the back office, in Chromium", { timeout: 120_000 }, () => {
    let office: OpenBackOffice
    beforeAll(async () => {
      office = await openBackOffice()
      office.page.setDefaultTimeout(15_000)
      await placeOrders(office.url, "Mia", 5)
      await office.signIn()
    }, 120_000)
    afterAll(() => office.close(), 120_000)

    const dialog = (): Locator => office.page.getByRole("dialog")
    const selection = (): Locator => office.page.getByRole("region", { name: "Selected orders" })
    const statusOf = async (order: number) => {
      const found = await office.admin.getOrder({ path: { order } })
      return found.ok ? found.value.status : found.error.detail
    }

    it("changes the status of the selected orders, and keeps selected what another person changed meanwhile", async () => {
      const { page, open, admin } = office
      await open("/orders?filter=%7B%7D")
      for (const order of [1, 2, 3]) await page.getByRole("checkbox", { name: `Select order #${order}` }).check()
      await selection().getByText("3 selected").waitFor()
      await expectAccessible(page)
      await keepScreenshot(page, "orders-selected")
      await selection().getByRole("button", { name: "Mark as paid (3)" }).click()
      await dialog().getByText("Mark 3 orders as paid?").waitFor()
      await admin.cancelOrder({ path: { order: 2 }, body: { reason: "Not needed" } })
      await dialog().getByRole("button", { name: "Mark as paid" }).click()
      await page.getByText("Order #2 is not changed").waitFor()
      expect(await Promise.all([1, 2, 3, 4].map(statusOf))).toEqual(["paid", "cancelled", "paid", "created"])
      await selection().getByText("1 selected").waitFor()
      await selection().getByRole("button", { name: "Clear selection" }).click()
      await selection().waitFor({ state: "hidden" })
    })

    it("cancels several orders with one reason, by keyboard", async () => {
      const { page, open, admin } = office
      await open("/orders?filter=%7B%7D")
      await page.getByRole("checkbox", { name: "Select order #5" }).focus()
      await page.keyboard.press("Space")
      await page.getByRole("checkbox", { name: "Select order #4" }).focus()
      await page.keyboard.press("Space")
      await selection().getByRole("button", { name: "Cancel order (2)" }).focus()
      await page.keyboard.press("Enter")
      await page.keyboard.type("The supplier is closed")
      await keepScreenshot(page, "orders-cancel")
      await dialog().getByRole("button", { name: "Cancel order" }).focus()
      await page.keyboard.press("Enter")
      await page.getByText("2 orders are changed.").waitFor()
      const steps = await admin.listOrderSteps({ path: { order: 5 } })
      expect(steps).toMatchObject({ value: { items: [{}, { status: "cancelled", reason: "The supplier is closed" }] } })
    })

    it("creates a password link, with which the buyer chooses a new password without a sign-in", async () => {
      const { page, open, context, url } = office
      await open("/accounts/2/show")
      await page.getByRole("button", { name: "Password link" }).click()
      await dialog().getByRole("button", { name: "Create link" }).click()
      const link = await dialog().getByRole("textbox", { name: "Password link" }).inputValue()
      await keepScreenshot(page, "password-link")
      await expectAccessible(page)
      expect(link).toMatch(/\/admin\/#\/password\/\S{20,}$/)
      const buyers = await context.newPage()
      await buyers.goto(link)
      await buyers.getByLabel(/^New password/).fill("a-brand-new-password")
      await buyers.getByLabel(/^Repeat/).fill("another-password")
      await buyers.getByRole("button", { name: "Save the password" }).click()
      await buyers.getByText("The passwords differ").waitFor()
      await buyers.getByLabel(/^Repeat/).fill("a-brand-new-password")
      await keepScreenshot(buyers, "choose-password")
      await expectAccessible(buyers)
      await buyers.getByRole("button", { name: "Save the password" }).click()
      await buyers.getByText("The password is changed").waitFor()
      await buyers.close()
      const mia = createClient({ baseUrl: `${url}/admin` })
      const body = { login: "mia@example.com", password: "a-brand-new-password" }
      expect((await mia.createTokens({ body })).ok).toBe(true)
    })

    it("shows the sessions of an account and ends them", async () => {
      const { page, open, url } = office
      const mia = createClient({ baseUrl: `${url}/admin` })
      await mia.createTokens({ body: { login: "mia@example.com", password: "a-brand-new-password" } })
      await open("/accounts")
      await open("/accounts/2/show")
      await page.getByText("Signed in").first().waitFor()
      await page.getByRole("button", { name: "End all sessions" }).click()
      await dialog().getByRole("button", { name: "End all sessions" }).click()
      await page.getByText("No open sessions.").waitFor()
      expect(await mia.getOwnAccount()).toMatchObject({ ok: false, status: 401 })
    })

    it("erases a person after the name was typed, and keeps the orders", async () => {
      const { page, open, admin } = office
      const [order = 0] = await placeOrders(office.url, "Eva", 1)
      const placed = await admin.getOrder({ path: { order } })
      const account = placed.ok ? placed.value.account : 0
      await open(`/accounts/${account}/show`)
      await page.getByRole("button", { name: "Erase" }).click()
      await dialog()
        .getByLabel(/^Type Eva Winter/)
        .fill("Eva Summer")
      await dialog().getByRole("button", { name: "Erase" }).click()
      await page.getByText("The name differs. Nothing is erased.").waitFor()
      await expectAccessible(page)
      await keepScreenshot(page, "erase")
      expect((await admin.getAccount({ path: { account } })).ok).toBe(true)
      await dialog()
        .getByLabel(/^Type Eva Winter/)
        .fill("Eva Winter")
      await dialog().getByRole("button", { name: "Erase" }).click()
      await page.getByText("The account is erased.").waitFor()
      expect(await admin.getAccount({ path: { account } })).toMatchObject({ status: 404 })
      expect(await admin.getOrder({ path: { order } })).toMatchObject({ value: { id: order, delivery: null } })
    })

    it("shows a webhook that fails, and delivers its events again", async () => {
      const { page, open, shop } = office
      let isBroken = true
      const stop = shop.subscribe(
        "webhook mail",
        async () => {
          if (isBroken) throw new Error("The receiver is away")
        },
        { from: "now", retrySeconds: 300 },
      )
      await expect.poll(() => listed(shop)).toHaveLength(1)
      await placeOrders(office.url, "Tom", 1)
      await expect.poll(async () => (await listed(shop))[0]?.deferred).toBeGreaterThan(0)
      await open("/system")
      await page
        .getByText(/1 failure, again/)
        .first()
        .waitFor()
      await keepScreenshot(page, "system-deferred")
      isBroken = false
      await page.getByRole("button", { name: "Deliver again now" }).click()
      await page.getByText("The events are delivered again.").waitFor()
      await expect.poll(async () => (await listed(shop))[0]?.deferred, { timeout: 15_000 }).toBe(0)
      await stop()
    })

    it("shows a new order without a reload", async () => {
      const { page, open } = office
      await open("/orders?filter=%7B%7D")
      await page.getByRole("checkbox", { name: "Select order #7" }).waitFor()
      await placeOrders(office.url, "Lea", 1)
      await page.getByRole("checkbox", { name: "Select order #8" }).waitFor()
      // She has no user name.
      await page.getByRole("cell", { name: "Lea Winter" }).waitFor()
    })

    it("changes a price and shows it before and after", async () => {
      const { page, open, admin } = office
      await open("/products/1")
      await page.getByRole("button", { name: "Change price" }).click()
      await dialog()
        .getByLabel(/^New price/)
        .fill("6.25")
      await dialog().getByText("Price: $550.00 → $6.25").waitFor()
      await keepScreenshot(page, "price")
      await dialog().getByRole("button", { name: "Change price" }).click()
      await page.getByText("The price is changed.").waitFor()
      expect(await admin.getProduct({ path: { product: 1 } })).toMatchObject({ value: { price: { amount: "6.25" } } })
    })

    it("refuses a picture of 20 MB with a message, and keeps working", async () => {
      const { page, open, admin } = office
      await open("/products/1")
      const chosen = page.waitForEvent("filechooser")
      await page.getByRole("button", { name: "Add pictures" }).click()
      const folder = mkdtempSync(join(tmpdir(), "shopwright-picture-"))
      onTestFinished(() => rmSync(folder, { recursive: true }))
      writeFileSync(join(folder, "big.png"), Buffer.alloc(20_000_000))
      await (await chosen).setFiles(join(folder, "big.png"))
      await page.getByText("A picture may have at most 5 MB.").waitFor()
      expect(await admin.getProduct({ path: { product: 1 } })).toMatchObject({ value: { pictures: [] } })
      const picture = new Blob([new Uint8Array(20_000_000)])
      expect(await admin.addProductPicture({ path: { product: 1 }, body: { picture } })).toMatchObject({ status: 413 })
    })

    it("finds archived products with a filter", async () => {
      const { page, open, admin } = office
      await admin.updateProduct({ path: { product: 3 }, headers: { "If-Match": "*" }, body: { isArchived: true } })
      await open(`/products?filter=${encodeURIComponent(JSON.stringify({ archived: true }))}`)
      await page.getByText("Soap bar").waitFor()
      expect(await page.getByRole("row").count()).toBe(2)
    })

    it("creates an API key that is shown once, and revokes it after one question", async () => {
      const { page, open, url } = office
      await open("/system")
      await page.getByRole("button", { name: "Create key" }).click()
      await dialog()
        .getByLabel(/^What is the key for/)
        .fill("Nightly export")
      await dialog().getByRole("button", { name: "Create" }).click()
      await page.getByText("Choose at least one scope.").waitFor()
      await dialog().getByRole("checkbox", { name: "Orders: Read" }).check()
      await expectAccessible(page)
      await keepScreenshot(page, "api-key-create")
      await dialog().getByRole("button", { name: "Create" }).click()
      const apiKey = await dialog().getByRole("textbox", { name: "Nightly export" }).inputValue()
      await expectAccessible(page)
      await keepScreenshot(page, "api-key-created")
      await dialog().getByRole("button", { name: "Close" }).click()
      const script = createClient({ baseUrl: `${url}/admin`, apiKey })
      expect((await script.listOrders()).ok).toBe(true)
      expect((await script.listProducts()).ok).toBe(false)
      await page.getByText(`swk_…${apiKey.slice(-4)}`).waitFor()
      expect(await page.content()).not.toContain(apiKey)
      await keepScreenshot(page, "api-keys")
      await page.getByRole("button", { name: "Revoke key Nightly export" }).click()
      await dialog().getByRole("button", { name: "Revoke" }).click()
      await page.getByText("There are no keys.").waitFor()
      expect(await script.listOrders()).toMatchObject({ ok: false, status: 401 })
    })

    it("checks the stock", async () => {
      const { page, open } = office
      await open("/system")
      await page.getByRole("button", { name: "Check the stock" }).click()
      await page.getByText("All quantities are right.").waitFor()
      await expectAccessible(page)
    })
  })

const listed = async (shop: OpenBackOffice["shop"]) => {
  const found = await shop.listSubscribers(operator)
  return found.ok ? found.value : []
}
