import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { hasChromium } from "../chromium.ts"
import { type OpenBackOffice, openBackOffice, placeOrders } from "./open.ts"

if (hasChromium)
  describe("live updates of the back office, in Chromium", { timeout: 120_000 }, () => {
    let office: OpenBackOffice
    beforeAll(async () => {
      office = await openBackOffice()
      office.page.setDefaultTimeout(15_000)
      // The page polls every five seconds while it has no stream.
      await office.context.addInitScript(`{
        const { setInterval } = window
        window.setInterval = (act, delay, ...rest) => window.withoutPolling && delay === 5000 ? 0 : setInterval(act, delay, ...rest)
      }`)
      await office.signIn()
    }, 120_000)
    afterAll(() => office.close(), 120_000)

    it("shows new orders and new statuses that the server's stream announces", async () => {
      const { page, context, open, url, admin } = office
      await context.addInitScript("window.withoutPolling = true")
      await page.reload()
      const [order = 0] = await placeOrders(url, "Ann", 1)
      await open("/orders")
      await page.getByText(`#${order}`, { exact: true }).waitFor()
      const [next = 0] = await placeOrders(url, "Ben", 1)
      await page.getByText(`#${next}`, { exact: true }).waitFor()
      await open(`/orders/${next}/show`)
      await page.getByRole("button", { name: "Cancel order" }).waitFor()
      await admin.putOrderNote({ path: { order: next }, headers: { "If-Match": "*" }, body: { note: "Call first" } })
      await expect
        .poll(() => page.getByRole("textbox", { name: "Note of the shop" }).inputValue(), { timeout: 15_000 })
        .toBe("Call first")
      await admin.cancelOrder({ path: { order: next }, body: { reason: "Ordered twice" } })
      await page.getByText("Ordered twice").waitFor()
      await page.getByRole("button", { name: "Cancel order" }).waitFor({ state: "hidden" })
    })

    it("says so when another person has cancelled an order first, for another reason", async () => {
      const { page, open, url, admin } = office
      const [order = 0] = await placeOrders(url, "Dan", 1)
      await open(`/orders/${order}/show`)
      await page.getByRole("button", { name: "Cancel order" }).click()
      await page.getByRole("dialog").getByRole("textbox").fill("Ordered twice")
      await admin.cancelOrder({ path: { order }, body: { reason: "The supplier is closed" } })
      await page.getByRole("dialog").getByRole("button", { name: "Cancel order" }).click()
      await page.getByText("Another person has changed this meanwhile.").waitFor()
    })

    it("polls while the server refuses the stream", async () => {
      const { page, context, open, url } = office
      await context.addInitScript("window.withoutPolling = false")
      await page.route("**/v1/changes", (route) => route.fulfill({ status: 503 }))
      await page.reload()
      await open("/orders")
      await page.getByText("#1", { exact: true }).waitFor()
      const [next = 0] = await placeOrders(url, "Cem", 1)
      await page.getByText(`#${next}`, { exact: true }).waitFor()
    })
  })
