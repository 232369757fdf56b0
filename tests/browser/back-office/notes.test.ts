import type { Locator } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { hasChromium } from "../chromium.ts"
import { expectAccessible, keepScreenshot, type OpenBackOffice, openBackOffice, placeOrders } from "./open.ts"

const PATIENCE = { timeout: 15_000 }

if (hasChromium)
  describe("the shop's note of an order in the back office, in Chromium", { timeout: 120_000 }, () => {
    let office: OpenBackOffice
    beforeAll(async () => {
      office = await openBackOffice()
      office.page.setDefaultTimeout(15_000)
      await placeOrders(office.url, "Mia", 4)
      await office.signIn()
    }, 120_000)
    afterAll(() => office.close(), 120_000)

    const field = (): Locator => office.page.getByRole("textbox", { name: "Note of the shop" })
    const save = (): Promise<void> => office.page.getByRole("button", { name: "Save" }).click()
    const dialog = (): Locator => office.page.getByRole("dialog", { name: "Another person has edited this too" })
    const stored = async (order: number) => {
      const note = await office.admin.getOrderNote({ path: { order } })
      return note.ok ? note.value.note : note.error.detail
    }
    const storeMeanwhile = async (order: number, note: string) => {
      const put = await office.admin.putOrderNote({ path: { order }, headers: { "If-Match": "*" }, body: { note } })
      expect(put.ok).toBe(true)
    }
    /** Types a note while another person stores one. */
    const typeAndLose = async (order: number) => {
      await office.open(`/orders/${order}/show`)
      await field().fill("Ring")
      await storeMeanwhile(order, "Knock, twice")
      // The page reads the order again after each change. What is typed stays.
      await field().fill("Ring twice")
      await save()
      await dialog().getByText("Knock, twice").waitFor()
      await dialog().getByText("Ring twice").waitFor()
      expect(await stored(order)).toBe("Knock, twice")
    }

    it("shows both versions to the second person, who keeps the typed one", async () => {
      const { page } = office
      await typeAndLose(1)
      await expectAccessible(page)
      await keepScreenshot(page, "note-conflict")
      // A third version is shown as well.
      await storeMeanwhile(1, "Call first")
      await dialog().getByRole("button", { name: "Keep my version" }).click()
      await dialog().getByText("Call first").waitFor()
      expect(await stored(1)).toBe("Call first")
      await dialog().getByRole("button", { name: "Keep my version" }).click()
      await page.getByText("The note is stored.").waitFor()
      await dialog().waitFor({ state: "hidden" })
      expect(await stored(1)).toBe("Ring twice")
    })

    it("shows both versions to the second person, who takes the stored one", async () => {
      await typeAndLose(2)
      await dialog().getByRole("button", { name: "Take the stored version" }).click()
      await dialog().waitFor({ state: "hidden" })
      expect(await field().inputValue()).toBe("Knock, twice")
      expect(await stored(2)).toBe("Knock, twice")
    })

    it("asks nothing if both have typed the same", async () => {
      const { open, page } = office
      await open("/orders/3/show")
      await field().fill("Ring")
      await storeMeanwhile(3, "Ring")
      await save()
      await page.getByText("The note is stored.").waitFor()
      await page.getByRole("button", { name: "Save" }).waitFor({ state: "hidden" })
      expect(await dialog().count()).toBe(0)
    })

    it("asks before a typed note is left behind, and never moves it to another order", async () => {
      const { open, page } = office
      await open("/orders/4/show")
      await field().fill("Ring")
      const answers = [false, true]
      const asked: Array<string> = []
      page.on("dialog", (question) => {
        asked.push(question.message())
        void (answers.shift() === true ? question.accept() : question.dismiss())
      })
      await page.getByRole("menuitem", { name: "Products" }).click()
      await expect.poll(() => asked.length, PATIENCE).toBe(1)
      expect(page.url()).toContain("/orders/4/show")
      expect(await field().inputValue()).toBe("Ring")
      await page.getByRole("menuitem", { name: "Orders" }).click()
      await page.getByText("#3", { exact: true }).waitFor()
      expect(asked).toHaveLength(2)
      await open("/orders/3/show")
      await expect.poll(() => field().inputValue(), PATIENCE).toBe("Ring")
      await storeMeanwhile(3, "Knock")
      await expect.poll(() => field().inputValue(), PATIENCE).toBe("Knock")
      expect(asked).toHaveLength(2)
    })
  })
