import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { hasChromium, itHasChromium } from "../chromium.ts"
import { expectAccessible, keepScreenshot, type OpenBackOffice, openBackOffice, placeOrders } from "./open.ts"

itHasChromium()

if (hasChromium)
  describe("the back office beside another API, in Chromium", { timeout: 120_000 }, () => {
    let office: OpenBackOffice
    beforeAll(async () => {
      office = await openBackOffice({ serving: { dialect: "webstore" } })
      await placeOrders(office.url, "Mia", 3)
    }, 120_000)
    afterAll(() => office.close(), 120_000)

    it("asks who is there, and refuses an account that is no admin", async () => {
      const { page, open } = office
      await open("/orders")
      await page.getByRole("textbox", { name: /User name/ }).fill("mia@example.com")
      await keepScreenshot(page, "sign-in")
      await expectAccessible(page)
      await page.getByLabel(/^Password/).fill("a-long-password")
      await page.getByRole("button", { name: "Sign in" }).click()
      await page.getByText("This account is no admin").waitFor()
      expect((await office.context.cookies()).map(({ value }) => value).filter((value) => value !== "")).toEqual([])
    })

    it("lists the orders after a sign-in, without a request to another server or a breach of its policy", async () => {
      const { page, signIn, open, faults } = office
      await signIn()
      await open("/orders")
      await page.getByText("#3").waitFor()
      expect(await page.getByRole("row").count()).toBe(4)
      await keepScreenshot(page, "orders")
      await expectAccessible(page)
      expect(faults).toEqual([])
    })

    it("keeps the session over a reload, in cookies that only its own API gets", async () => {
      const { page, context } = office
      await page.reload()
      await page.getByText("#3").waitFor()
      const session = (await context.cookies()).find(({ name }) => name === "shopwright_admin_session")
      expect(session).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/admin/v1/" })
    })
  })
