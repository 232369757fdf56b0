import { Effect } from "effect"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { adminRules } from "../../adapters/cli/admin.ts"
import { fillLargeShop, phoneOf } from "../bench/large-shop.ts"
import { indexWords } from "../bench/searches.ts"
import { ADMIN, type OpenBackOffice, openBackOffice } from "../browser/back-office/open.ts"
import { hasChromium } from "../browser/chromium.ts"
import { freshDatabase } from "../support/postgres.ts"
import { migrate } from "../support/server-process.ts"

const SIZES = { orders: 1_000_000, products: 100_000, accounts: 100_000, movements: 100_000 }
const MAX_OPEN_MS = 1_000
const MAX_SEARCH_MS = 200

/** A database that an earlier run has filled, or none. */
const filled = process.env.LARGE_SHOP_URL

/** The screens and filters, by their address, and what shows that they are open. */
const filter = (path: string, conditions: object) => `${path}?filter=${encodeURIComponent(JSON.stringify(conditions))}`
const screens = {
  dashboard: ["/", "main ul a, main table a"],
  orders: ["/orders"],
  "orders, oldest first": ["/orders?sort=createdAt&order=ASC"],
  "orders of a frequent status": [filter("/orders", { status: ["delivered"] })],
  "orders of rare statuses": [filter("/orders", { status: ["created", "cancelled"] })],
  "orders of a month": [filter("/orders", { placedFrom: "2025-06-01", placedBefore: "2025-07-01" })],
  "orders of a status in a month": [
    filter("/orders", { status: ["paid"], placedFrom: "2025-06-01", placedBefore: "2025-07-01" }),
  ],
  "orders of a frequent buyer": [filter("/orders", { account: 1 })],
  "orders of a buyer": [filter("/orders", { account: 777 })],
  "orders of a product": [filter("/orders", { product: 777 })],
  "orders, page 5": ["/orders?page=5&perPage=25"],
  products: ["/products"],
  "products, cheapest first": ["/products?sort=price&order=ASC"],
  "products of a category": [filter("/products", { category: 3 })],
  "products that run out": [filter("/products", { lowStock: true })],
  "archived products": [filter("/products", { archived: true })],
  "products in stock": [filter("/products", { available: true })],
  "products sold out": [filter("/products", { available: false })],
  accounts: ["/accounts"],
  admins: [filter("/accounts", { isAdmin: true })],
  "inactive accounts": [filter("/accounts", { isActive: false })],
  "an order": ["/orders/777777/show", "main table td a"],
  "a product": ["/products/777", "main table td"],
  "an account with 100,000 orders": ["/accounts/1/show", "main table td a"],
} as const satisfies Readonly<Record<string, readonly [path: string, rows?: string]>>

/** Words of each search field. Each is typed once, because the page keeps what it has read. */
const searches = {
  "orders by number": ["/orders", ["777777", "#123456", "42", "1000000", "500001"]],
  "orders by user name": ["/orders", ["buyer-7778", "buyer-4242", "buyer-99", "buyer-31415", "buyer-2"]],
  "orders by e-mail address": ["/orders", [9, 71, 812, 7001, 90_210].map((n) => `buyer-${n}@example.com`)],
  "orders by name": ["/orders", ["name7", "family777", "name77 family", "name", "family4"]],
  "orders by phone number": ["/orders", [777, 4242, 99, 31_415, 1].map(phoneOf)],
  "products by a rare word": ["/products", ["product777", "product4242", "product99", "product31415", "product5"]],
  "products by a frequent word": ["/products", ["words", "wood", "iron", "linen", "material"]],
  "products by two words": [
    "/products",
    ["linen material77", "iron words", "wooden product1", "woollen mat", "wool w"],
  ],
  "accounts by user name": ["/accounts", ["buyer-7778", "buyer-4242", "buyer-99", "buyer-31415", "buyer"]],
  "accounts by e-mail address": ["/accounts", [9, 71, 812, 7001, 90_210].map((n) => `buyer-${n}@example.com`)],
  "accounts by name": ["/accounts", ["family777", "name77 family", "name", "example", "name7 family7"]],
} as const satisfies Readonly<Record<string, readonly [path: string, words: ReadonlyArray<string>]>>

/** Waits in the page until `until` holds at a frame, and returns the milliseconds since `begin`. */
const frames = (begin: string, until: string) => `new Promise((done) => {
  const begun = ${begin}
  const look = () => (${until} ? done(performance.now() - begun) : requestAnimationFrame(look))
  look()
})`

/** Rows of a list. Its placeholders while it is read have another class. */
const ROWS = "main tbody tr.RaDataTable-row"

/** Replaces the text of the search field as typing does. */
const typing = (words: string) => `(() => {
  const field = document.querySelector("input[name=q]")
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, ${JSON.stringify(words)})
  const begun = performance.now()
  field.dispatchEvent(new Event("input", { bubbles: true }))
  return begun
})()`

const rows = (selector: string) => `(document.querySelector(${JSON.stringify(selector)}) !== null)`

const median = (times: ReadonlyArray<number>): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0

/** Opens a screen in a page that has read no list yet. */
const openMs = async (page: Page, url: string, path: string, selector: string): Promise<number> => {
  await page.goto("about:blank")
  await page.goto(`${url}#/import`)
  await page.getByRole("button", { name: "Choose a file" }).waitFor()
  const opening = `(() => { const begun = performance.now(); location.hash = ${JSON.stringify(path)}; return begun })()`
  return page.evaluate<number>(frames(opening, rows(selector)))
}

const searchMs = async (page: Page, words: string): Promise<number> => {
  await page.evaluate(frames(typing("zzzzzz"), `!${rows(ROWS)}`))
  const ms = await page.evaluate<number>(frames(typing(words), rows(ROWS)))
  expect(await page.locator("input[name=q]").inputValue()).toBe(words)
  return ms
}

if (hasChromium)
  describe("the back office of a shop with 1,000,000 orders and 100,000 products", { timeout: 600_000 }, () => {
    let office: OpenBackOffice
    let drop: (() => Promise<void>) | undefined
    beforeAll(async () => {
      const url = filled ?? (await fill())
      office = await openBackOffice({ database: { url }, stocked: false })
      await Effect.runPromise(Effect.result(office.shop.useCases.createAdmin(ADMIN, adminRules)))
      await indexWords(office.shop, url)
      await office.signIn()
    }, 1_800_000)
    afterAll(async () => {
      await office.close()
      await drop?.()
    }, 120_000)

    const fill = async (): Promise<string> => {
      const database = await freshDatabase()
      drop = database.drop
      await migrate(database.url)
      await fillLargeShop(database.url, SIZES)
      return database.url
    }

    it("opens each list within a second", async () => {
      const { page, url } = office
      const slow: Array<string> = []
      for (const [name, [path, selector = ROWS]] of Object.entries<readonly [string, string?]>(screens)) {
        const times: Array<number> = []
        for (let run = 0; run < 3; run++) times.push(await openMs(page, `${url}/admin/`, path, selector))
        console.log(`${median(times).toFixed(0).padStart(5)} ms (max ${Math.max(...times).toFixed(0)})  ${name}`)
        if (median(times) >= MAX_OPEN_MS) slow.push(name)
      }
      expect(slow).toEqual([])
    })

    it("responds to searches within 200 ms of the last key", async () => {
      const { page, url } = office
      const slow: Array<string> = []
      for (const [name, [path, words]] of Object.entries(searches)) {
        await page.goto("about:blank")
        await page.goto(`${url}/admin/#${path}?filter=%7B%7D`)
        await page.locator(ROWS).first().waitFor()
        const times: Array<number> = []
        for (const text of words) times.push(await searchMs(page, text))
        console.log(`${median(times).toFixed(0).padStart(5)} ms (max ${Math.max(...times).toFixed(0)})  ${name}`)
        if (median(times) >= MAX_SEARCH_MS) slow.push(name)
      }
      expect(slow).toEqual([])
    })
  })
