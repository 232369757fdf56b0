import { describe, expect, it, onTestFinished } from "vitest"
import { startServer, temporaryFolder } from "../../cli/shopwright.ts"
import { buildBackOffice } from "../../tooling/back-office.ts"
import { hasChromium, openBrowser } from "../chromium.ts"
import { expectAccessible, keepScreenshot } from "./open.ts"

const goods = `name,price,category,size,color,stock
Soap,3.50,Bath,,,12
Shirt,25,Clothes,S,Blue,4
Shirt,25,Clothes,M,Blue,7
`

/** Starts `serve` in an empty folder and opens its back office. Returns the code that it printed. */
const openNewShop = async () => {
  await buildBackOffice()
  const server = await startServer(["--port", "0"], { cwd: temporaryFolder() })
  const { context, close } = await openBrowser()
  onTestFinished(close)
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto(`${server.url}/admin/`)
  const code = /with the code ([0-9A-Z-]{14})\.$/m.exec(server.notices().join("\n"))?.[1] ?? ""
  const createAdmin = async (typed: string) => {
    await page.getByLabel(/^Code of the server/).fill(typed)
    await page.getByLabel(/^User name/).fill("owner")
    await page.getByLabel(/^Password/).fill("a-long-password")
    await page.getByLabel(/^Repeat/).fill("a-long-password")
    await page.getByRole("button", { name: "Create admin" }).click()
  }
  return { server, page, code, createAdmin }
}

if (hasChromium)
  describe("from an empty folder to the first sale, in Chromium", { timeout: 180_000 }, () => {
    it("takes the browser alone: create the admin, import a file, place a test order", async () => {
      const { server, page, code, createAdmin } = await openNewShop()
      expect(JSON.stringify(server.log())).not.toContain(code)
      await page.getByRole("heading", { name: "Create the first admin" }).waitFor()
      await keepScreenshot(page, "first-admin")
      await expectAccessible(page)
      await createAdmin("0000-0000-0000")
      await page.getByText("The server has printed another code.").waitFor()
      await createAdmin(code.toLowerCase())
      await page.getByRole("heading", { name: "Three steps to the first sale" }).waitFor()
      await keepScreenshot(page, "first-steps")
      await expectAccessible(page)
      await page.getByRole("link", { name: "Import a file" }).click()
      const chosen = page.waitForEvent("filechooser")
      await page.getByRole("button", { name: "Choose a file" }).click()
      const wrong = goods.replace("3.50", "dear").replace(",7", ",many")
      const choose = (await chosen).setFiles.bind(await chosen)
      await choose({ name: "goods.csv", mimeType: "text/csv", buffer: Buffer.from(wrong) })
      await page.getByText(/^line 2, column price: must be an amount/).waitFor()
      await page.getByText(/^line 4, column stock: must be a whole number/).waitFor()
      await keepScreenshot(page, "import-faults")
      await expectAccessible(page)
      await choose({ name: "goods.csv", mimeType: "text/csv", buffer: Buffer.from(goods) })
      await page.getByText("2 products in 2 categories").waitFor()
      await keepScreenshot(page, "import-preview")
      await expectAccessible(page)
      await page.getByRole("button", { name: "Load 2 products" }).click()
      await page.getByText("The products are loaded.").waitFor()
      await page.getByRole("menuitem", { name: "Dashboard" }).click()
      await page.getByRole("button", { name: "Place a test order" }).click()
      await page.getByText("Test order. Do not ship.").waitFor()
      await keepScreenshot(page, "first-order")
      await page.getByRole("menuitem", { name: "Dashboard" }).click()
      await page.getByRole("link", { name: "#1" }).waitFor()
      expect(await page.getByText("Three steps to the first sale").count()).toBe(0)
    })

    it("loads the demo, and creates no second admin with the code", async () => {
      const { server, page, code, createAdmin } = await openNewShop()
      await createAdmin(code)
      await page.getByRole("button", { name: "Load the demo" }).click()
      await page.getByText("The demo is loaded.").waitFor()
      await page.getByRole("button", { name: "Place a test order" }).click()
      await page.getByText("Test order. Do not ship.").waitFor()
      const again = await fetch(`${server.url}/admin/v1/setup/admin`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ code, username: "second", password: "a-long-password" }),
      })
      expect(again.status).toBe(409)
    })
  })
