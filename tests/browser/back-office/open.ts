import { mkdirSync } from "node:fs"
import { createRequire } from "node:module"
import { Effect } from "effect"
import type { BrowserContext, Page } from "playwright-core"
import { expect } from "vitest"
import { adminRules } from "../../../adapters/cli/admin.ts"
import { type Calls, createClient } from "../../../adapters/client/index.ts"
import { demoCatalog } from "../../../adapters/formats/demo-catalog.ts"
import { type DatabaseOption, openShop } from "../../../composition/open-shop.ts"
import { type ServeOptions, serve } from "../../../composition/serve.ts"
import type { Shop } from "../../../composition/shop.ts"
import { operator } from "../../../domain/account/actor.ts"
import type { Policies } from "../../../domain/order/policies.ts"
import { buildBackOffice } from "../../tooling/back-office.ts"
import { openBrowser } from "../chromium.ts"

export const ADMIN = { username: "owner", password: "a-long-password", email: "owner@example.com" }

export interface OpenBackOffice {
  readonly url: string
  readonly shop: Shop<unknown, unknown>
  readonly context: BrowserContext
  readonly page: Page
  /** The API, signed in as the admin with a bearer token. */
  readonly admin: Calls
  /** Messages of the console, and requests to other servers. */
  readonly faults: Array<string>
  readonly signIn: () => Promise<void>
  /** Opens a screen by its path after `#`. */
  readonly open: (path: string) => Promise<void>
  readonly close: () => Promise<void>
}

export interface BackOfficeSettings {
  readonly database?: DatabaseOption
  readonly serving?: Partial<ServeOptions>
  readonly policies?: Policies
  /** Whether the shop has the demo catalogue and an admin. Defaults to true. */
  readonly stocked?: boolean
}

/** Builds the page if necessary, serves a shop, and opens a browser. */
export const openBackOffice = async (settings: BackOfficeSettings = {}): Promise<OpenBackOffice> => {
  const { database = "memory", serving, policies, stocked = true } = settings
  await buildBackOffice()
  const shop = await openShop({
    database,
    ...(policies === undefined ? {} : { policies }),
    passwordCost: 4,
    secret: "a secret for tests that is long enough to sign with",
  })
  if (stocked) {
    await Effect.runPromise(shop.useCases.createAdmin(ADMIN, adminRules))
    await Effect.runPromise(shop.useCases.importCatalog(operator, demoCatalog))
  }
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const server = await serve({ shop, host: "127.0.0.1", port: 0, log, ...serving })
  const browser = await openBrowser()
  const page = await browser.context.newPage()
  const faults: Array<string> = []
  page.on("console", (message) => {
    const { url } = message.location()
    // Chromium reports each response with an error status. Pages ask who is signed in.
    if (/Failed to load resource/.test(message.text()) && /\/v1\//.test(url)) return
    if (["error", "warning"].includes(message.type())) faults.push(message.text())
  })
  page.on("pageerror", (error) => faults.push(String(error)))
  page.on("request", (request) => {
    if (!request.url().startsWith(server.url) && !/^(data|blob):/.test(request.url()))
      faults.push(`request to ${request.url()}`)
  })
  const admin = createClient({ baseUrl: `${server.url}/admin` })
  if (stocked) await admin.createTokens({ body: { login: ADMIN.username, password: ADMIN.password } })
  const open = async (path: string) => {
    await page.goto(`${server.url}/admin/#${path}`)
  }
  return {
    url: server.url,
    shop,
    context: browser.context,
    page,
    admin,
    faults,
    open,
    signIn: async () => {
      await open("/login")
      await page.getByRole("textbox", { name: /User name|Benutzername/ }).fill(ADMIN.username)
      await page.getByLabel(/^(Password|Passwort)/).fill(ADMIN.password)
      await page.getByRole("button", { name: /^(Sign in|Anmelden)$/ }).click()
      await page.getByRole("menuitem").first().waitFor()
    },
    close: async () => {
      await browser.close()
      await server.close()
      await shop.close()
    },
  }
}

/** Registers a buyer and places orders. Returns their ids. */
export const placeOrders = async (url: string, name: string, count: number): Promise<ReadonlyArray<number>> => {
  const buyer = createClient({ baseUrl: `${url}/admin` })
  const [email, password] = [`${name.toLowerCase()}@example.com`, "a-long-password"]
  const registered = await buyer.register({
    body: { email, password, profile: { firstName: name, lastName: "Winter" } },
  })
  if (!registered.ok) throw new Error(registered.error.detail)
  await buyer.createTokens({ body: { login: email, password } })
  const products = await buyer.listProducts({ query: { limit: 20 } })
  if (!products.ok) throw new Error(products.error.detail)
  const ids: Array<number> = []
  for (let i = 0; i < count; i++) {
    const product = products.value.items[i % products.value.items.length]
    if (product === undefined) throw new Error("The catalogue is empty")
    const line = { product: product.id, variant: product.variants[0]?.id ?? null, quantity: 1 }
    const delivery = { address: "1 Harbour Road, Bristol", phone: "+44 117 496 0123" }
    const placed = await buyer.placeOrder({ body: { lines: [line], delivery } })
    if (!placed.ok) throw new Error(placed.error.detail)
    ids.push(placed.value.id)
  }
  return ids
}

/** Expects that nothing scrolls sideways or is cut off: neither the page itself, nor a table. */
export const expectToFit = async (page: Page): Promise<void> => {
  const tooWide = `[document.documentElement, ...document.querySelectorAll("#root *, [role=dialog], [role=dialog] *")]
    .filter((element) => element.localName === "html" || /auto|scroll/.test(getComputedStyle(element).overflowX))
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
    .map(({ innerText }) => innerText)`
  expect(await page.evaluate(tooWide)).toEqual([])
  const cutOff = `[...document.querySelectorAll("table")]
    .filter((table) => table.getBoundingClientRect().right > table.parentElement.getBoundingClientRect().right + 1)
    .map(({ innerText }) => innerText)`
  expect(await page.evaluate(cutOff)).toEqual([])
}

const axe = createRequire(import.meta.url).resolve("axe-core")

/** Expects no violation of axe's rules on the open screen. */
export const expectAccessible = async (page: Page): Promise<void> => {
  // Colours that are still changing are no colours of the screen.
  await page.evaluate(
    `Promise.all(document.getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().iterations !== Infinity)
      .map(({ finished }) => finished.catch(() => null)))`,
  )
  // The policy of the page allows no scripts but its own. Playwright's evaluation is exempt.
  const { readFileSync } = await import("node:fs")
  await page.evaluate(readFileSync(axe, "utf8"))
  const found = await page.evaluate<ReadonlyArray<string>>(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 200)).join(" | ")))`,
  )
  expect(found).toEqual([])
}

/** Keeps a screenshot, of the window or of the full page, in the folder that the variable SCREENSHOTS names, if any. */
export const keepScreenshot = async (page: Page, name: string, fullPage = false): Promise<void> => {
  const folder = process.env.SCREENSHOTS
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage })
}
