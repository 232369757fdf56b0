import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { hasChromium } from "../chromium.ts"
import { ADMIN, type OpenBackOffice, openBackOffice } from "./open.ts"

if (hasChromium)
  describe("a page of the back office without input, in Chromium", { timeout: 120_000 }, () => {
    let office: OpenBackOffice
    beforeAll(async () => {
      office = await openBackOffice()
      office.page.setDefaultTimeout(15_000)
      await office.page.clock.install()
      await office.signIn()
    }, 120_000)
    afterAll(() => office.close(), 120_000)

    it("ends its session after 30 minutes, and keeps a form until the next sign-in, with a new session", async () => {
      const { page, open, context, admin } = office
      const cookie = async () =>
        (await context.cookies()).find(({ name }) => name === "shopwright_admin_session")?.value
      const before = await cookie()
      await open("/products/1")
      await page.getByLabel(/^Name/).fill("Sun oil")
      await page.clock.fastForward("29:00")
      expect(await page.getByText("Sign in to go on").count()).toBe(0)
      await page.clock.fastForward("02:00")
      await page.getByText("Sign in to go on").waitFor()
      expect((await page.request.get(`${office.url}/admin/v1/me`)).status()).toBe(401)
      const dialog = page.getByRole("dialog")
      await dialog.getByLabel(/^Password/).fill(ADMIN.password)
      await dialog.getByRole("button", { name: "Sign in" }).click()
      await dialog.waitFor({ state: "hidden" })
      expect(await cookie()).not.toBe(before)
      await page.getByRole("button", { name: "Save" }).click()
      await page.getByText("Saved").waitFor()
      expect(await admin.getProduct({ path: { product: 1 } })).toMatchObject({ value: { name: "Sun oil" } })
    })
  })
