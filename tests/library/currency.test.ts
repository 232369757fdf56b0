import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { CurrencyMismatch, migrate, openShop } from "../../composition/index.ts"
import { operator } from "../../domain/account/actor.ts"
import { kindOf, newShop } from "../dialects/shopwright.ts"
import { visitor } from "../dialects/webstore.ts"
import { serveShop, signInAdmin } from "../support/http.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

const catalog = (price: string) => ({
  categories: [{ name: "Bath" }],
  products: [{ name: "Soap", description: "", price, category: "Bath", stock: 5 }],
})

describe("the currency of a stored shop", () => {
  let database: Database
  beforeAll(async () => {
    database = await freshDatabase()
    await migrate({ url: database.url })
  })
  afterAll(() => database.drop())
  const open = (currency?: string) => openShop({ database: { url: database.url }, passwordCost: 4, currency })

  it("changes until there are prices, and then is what was stored", async () => {
    for (const [requested, expected] of [
      [undefined, "USD"],
      ["JPY", "JPY"],
      [undefined, "JPY"],
      ["KWD", "KWD"],
    ] as const) {
      await using shop = await open(requested)
      expect(shop.currency.code).toBe(expected)
    }
    {
      await using shop = await open()
      expect(await shop.importCatalog(operator, catalog("3.1234"))).toMatchObject({
        error: {
          faults: [
            {
              place: "products[0].price",
              fault: "must be an amount of KWD from 0 to 9999999.999 with at most 3 decimals",
            },
          ],
        },
      })
      expect(await shop.importCatalog(operator, catalog("3.125"))).toMatchObject({ ok: true })
      expect(await shop.listProducts()).toMatchObject([{ price: 3125 }])
    }
    await expect(open("USD")).rejects.toThrow(CurrencyMismatch)
    await expect(open("USD")).rejects.toThrow(
      "The prices of this shop are in KWD, so its currency cannot be USD: set currency (SHOPWRIGHT_CURRENCY) to KWD",
    )
    for (const requested of [undefined, "KWD"]) {
      await using shop = await open(requested)
      expect(shop.currency).toEqual({ code: "KWD", decimals: 3 })
    }
  })

  it("is a code of ISO 4217", async () => {
    await expect(open("euro")).rejects.toThrow('currency must be a code of ISO 4217 such as EUR, not "euro".')
  })
})

describe("the dialects of a shop in another currency", () => {
  it("show yen without decimals, and take none", async () => {
    const served = await serveShop({ options: { currency: "JPY" } })
    try {
      const token = await signInAdmin(served)
      await served.shop.importCatalog(operator, catalog("550"))
      expect((await served.ask("GET", "/api/products/")).json()).toMatchObject([{ price: 550 }])
      const product = { name: "Lamp", description: "x", category: 1, stock: 9, price: 550.5 }
      const refused = await served.ask("POST", "/api/products/create/", { token, body: product })
      const message = "Ensure that there are no more than 0 decimal places."
      expect([refused.status, refused.json()]).toEqual([400, { price: [message] }])
      const body = { items: [{ product: 1, quantity: 3 }] }
      const placed = await served.ask("POST", "/api/orders/", { token, body })
      expect(placed.json()).toMatchObject({ items: [{ price: 550 }] })
    } finally {
      await served.close()
    }
  })

  it("show the total of webstore's orders in dinars", async () => {
    const served = await serveShop({ dialect: "webstore", options: { currency: "KWD" } })
    try {
      await served.shop.importCatalog(operator, catalog("1.125"))
      const page = visitor(served.ask)
      await page.register("mia")
      await page.logIn("mia")
      expect((await page.get("get_all_products")).json()).toMatchObject([{ price: 1.125 }])
      const placed = await page.order([{ product_id: 1, amount: 2 }])
      expect(placed.json()).toMatchObject({ items: [{ price: 1.125 }], total: 2.25 })
    } finally {
      await served.close()
    }
  })

  it("show three decimals of a dinar, in prices and totals", async () => {
    const served = await serveShop({ dialect: "shopwright", options: { currency: "KWD" } })
    try {
      const { call } = await newShop(served)
      const price = { amount: "1.125", currency: "KWD" }
      const body = { name: "Oil", price, category: 1, stock: 5 }
      const created = await call("POST", "products", { body })
      expect([created.status, created.json()]).toEqual([201, expect.objectContaining({ price })])
      const { id } = created.json() as { readonly id: number }
      const placed = await call("POST", "orders", { body: { lines: [{ product: id, quantity: 2 }] } })
      expect(placed.json()).toMatchObject({ lines: [{ price }], total: { amount: "2.250", currency: "KWD" } })
      for (const [wrong, place, detail] of [
        [{ ...price, amount: "1.1255" }, "/price/amount", "must have at most 3 decimals, like all amounts in KWD"],
        [{ ...price, currency: "USD" }, "/price/currency", "must be KWD, the currency of the shop"],
      ] as const) {
        const refused = await call("POST", "products", { body: { ...body, price: wrong } })
        expect(kindOf(refused)).toEqual([400, "invalid-request", place])
        expect(refused.json()).toMatchObject({ errors: [{ detail }] })
      }
    } finally {
      await served.close()
    }
  })
})
