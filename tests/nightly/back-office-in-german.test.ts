import type { Locator } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createClient } from "../../adapters/client/index.ts"
import type { OrderProposal } from "../../composition/index.ts"
import {
  expectAccessible,
  expectToFit,
  keepScreenshot,
  type OpenBackOffice,
  openBackOffice,
  placeOrders,
} from "../browser/back-office/open.ts"
import { hasChromium } from "../browser/chromium.ts"

const pricing = ({ offers }: OrderProposal) =>
  ({
    prices: offers.map(() => 123_456_700),
    adjustments: [
      { kind: "discount", label: "Sommerschlussverkauf 2026 für Stammkunden", amount: -12_345_600 },
      { kind: "shipping", label: "Paketversand", amount: 490 },
      { kind: "fee", label: "Nachnahmegebühr", amount: 250 },
      { kind: "tax", label: "Umsatzsteuer 19 %", amount: 17_740_000, isIncluded: true },
    ],
  }) as const

if (hasChromium)
  describe("the back office in German on a narrow phone, in Chromium", { timeout: 120_000 }, () => {
    let office: OpenBackOffice
    beforeAll(async () => {
      office = await openBackOffice({ policies: { pricing } })
      office.page.setDefaultTimeout(15_000)
      await placeOrders(office.url, "Mia", 4)
      const { admin, url } = office
      // The second admin has neither a user name nor a short address.
      const body = { email: "buchhaltung-und-lager@langer-firmenname.example", password: "a-long-password" }
      const registered = await admin.register({ body })
      if (!registered.ok) throw new Error(registered.error.detail)
      await admin.setAdmin({ path: { account: registered.value.id }, body: { isAdmin: true } })
      const second = createClient({ baseUrl: `${url}/admin` })
      await second.createTokens({ body: { login: body.email, password: body.password } })
      const soon = new Date(Date.now() + 86_400_000 * 30).toISOString()
      await admin.createApiKey({ body: { name: "Kasse", scopes: ["orders:write"] } })
      const scopes = ["orders:read", "products:read", "stock:write", "accounts:read", "reports:read"] as const
      await second.createApiKey({
        body: { name: "Warenwirtschaftsschnittstelle der Zentrale", scopes: [...scopes], expiresAt: soon },
      })
      await admin.putOrderNote({
        path: { order: 4 },
        headers: { "If-Match": "*" },
        body: { note: "Zweimal klingeln und beim Nachbarn abgeben, wenn niemand öffnet" },
      })
      await office.signIn()
      await office.page.getByRole("button", { name: "English" }).click()
      await office.page.getByRole("menuitem", { name: "Deutsch" }).click()
      await office.page.getByRole("menuitem", { name: "Bestellungen" }).waitFor()
    }, 120_000)
    afterAll(() => office.close(), 120_000)

    const dialog = (): Locator => office.page.getByRole("dialog")

    it.each([
      ["dashboard", "/", "Zahlung"],
      ["orders", "/orders", "#4"],
      ["order", "/orders/4/show", "Sommerschlussverkauf"],
      ["slip", "/orders/4/slip", "Sommerschlussverkauf"],
      ["products", "/products", "Sunscreen"],
      ["product-create", "/products/create", "Varianten"],
      ["product", "/products/1", "Reserviert"],
      ["accounts", "/accounts", "Mia Winter"],
      ["account", "/accounts/2/show", "mia@example.com"],
      ["import", "/import", "Datei"],
      ["system", "/system", "langer-firmenname"],
    ] as const)("%s fits 320 pixels, and is accessible in both colour schemes", async (name, path, text) => {
      const { page, open } = office
      await page.goto("about:blank")
      for (const [width, colorScheme] of [
        [1280, "light"],
        [1280, "dark"],
        [320, "dark"],
        [320, "light"],
      ] as const) {
        await page.setViewportSize({ width, height: 800 })
        await page.emulateMedia({ colorScheme })
        await open(path)
        await page.getByText(text).first().waitFor()
        await expectAccessible(page)
        await keepScreenshot(page, `german-${name}-${width}-${colorScheme}`, true)
        await expectToFit(page)
        expect(await page.locator("body").innerText()).not.toMatch(/\b(bo|ra)\.[a-z_]+\./)
      }
    })

    it.each([
      ["cancel", "/orders/4/show", "Stornieren"],
      ["price", "/products/1", "Preis ändern"],
      ["count", "/products/1", "Zählen"],
      ["stock-history", "/products/1", "Verlauf"],
      ["password-link", "/accounts/2/show", "Passwort-Link"],
      ["erase", "/accounts/2/show", "Löschen"],
      ["key", "/system", "Schlüssel erstellen"],
    ] as const)("the dialog %s fits 320 pixels", async (name, path, button) => {
      const { page, open } = office
      await page.goto("about:blank")
      await page.setViewportSize({ width: 320, height: 700 })
      await page.emulateMedia({ colorScheme: "dark" })
      await open(path)
      await page.getByRole("button", { name: button }).first().click()
      await dialog().waitFor()
      await expectAccessible(page)
      await keepScreenshot(page, `german-dialog-${name}`)
      await expectToFit(page)
    })
  })
