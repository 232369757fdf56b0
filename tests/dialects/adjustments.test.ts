import { Effect } from "effect"
import { afterAll, beforeAll, expect, test } from "vitest"
import { adminRules } from "../../adapters/cli/admin.ts"
import { type OrderProposal, operator } from "../../composition/index.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { PASSWORD, visitor } from "./webstore.ts"

/** A voucher, shipping, and the tax that the prices contain. */
const pricing = ({ offers }: OrderProposal) =>
  ({
    prices: offers.map(() => 1190),
    adjustments: [
      { kind: "discount", label: "=Voucher", amount: -5 },
      { kind: "shipping", label: "Parcel", amount: 490 },
      { kind: "tax", label: "VAT 19%", amount: 190, isIncluded: true },
    ],
  }) as const

let served: ServedShop
let bearer: string

beforeAll(async () => {
  served = await serveShop({ dialect: "all", options: { policies: { pricing } } })
  const { ask, shop } = served
  await Effect.runPromise(shop.useCases.createAdmin({ username: "root", password: PASSWORD }, adminRules))
  const product = { name: "Soap", description: "", price: "12.50", category: "Bath", stock: 9 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [product] })
  const signedIn = await ask("POST", "/shopwright/v1/tokens", { body: { login: "root", password: PASSWORD } })
  bearer = (signedIn.json() as { readonly accessToken: string }).accessToken
  const body = { lines: [{ product: 1, quantity: 1 }], delivery: { address: "1 Main St", phone: "1" } }
  const placed = await ask("POST", "/shopwright/v1/orders", { bearer, body })
  expect(placed.status).toBe(201)
})
afterAll(() => served?.close())

const usd = (amount: string) => ({ amount, currency: "USD" })

test("shopwright shows the subtotal, the adjustments and the total", async () => {
  const order = await served.ask("GET", "/shopwright/v1/orders/1", { bearer })
  expect(order.json()).toMatchObject({
    subtotal: usd("11.90"),
    adjustments: [
      { kind: "discount", label: "=Voucher", isIncluded: false, amount: usd("-0.05") },
      { kind: "shipping", label: "Parcel", isIncluded: false, amount: usd("4.90") },
      { kind: "tax", label: "VAT 19%", isIncluded: true, amount: usd("1.90") },
    ],
    total: usd("16.75"),
  })
  const sales = await served.ask("GET", "/shopwright/v1/reports/sales", { bearer })
  expect(sales.text).toContain('"16.75"')
})

test("the CSV export has a row for each adjustment, and the amounts add up to the total", async () => {
  const csv = await served.ask("GET", "/shopwright/v1/orders/export?format=csv", { bearer })
  const rows = csv.text.trimEnd().split("\r\n").slice(1)
  expect(rows.map((row) => row.split(",").slice(8).join(","))).toEqual([
    "1,1,,1,11.90,11.90,USD,,,",
    `,,,,,-0.05,USD,discount,"'=Voucher",`,
    ',,,,,4.90,USD,shipping,"Parcel",',
    ',,,,,,USD,tax,"VAT 19%",1.90',
  ])
})

test("webstore shows the total with adjustments, and ecommerce-backend the lines alone", async () => {
  const someone = visitor(served.ask, "/webstore/api")
  await someone.logIn("root")
  const there = await someone.get("get_order")
  expect(there.json()).toMatchObject([{ items: [{ price: 11.9 }], total: 16.75 }])
  expect(there.text).not.toMatch(/adjust|Voucher|VAT/)
  const login = await served.ask("POST", "/ecommerce-backend/api/users/login/", {
    body: { username: "root", password: PASSWORD },
  })
  const { token } = login.json() as { readonly token: string }
  const orders = await served.ask("GET", "/ecommerce-backend/api/orders/", { token })
  expect(orders.json()).toMatchObject([{ items: [{ price: 11.9, quantity: 1 }] }])
  expect(orders.text).not.toMatch(/adjust|Voucher|VAT|total/)
})
