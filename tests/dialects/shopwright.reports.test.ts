import { afterAll, beforeAll, expect, test } from "vitest"
import { type ServedShop, serveShop } from "../support/http.ts"
import { type Buyer, kindOf, newBuyer, newShop } from "./shopwright.ts"

let served: ServedShop
let admin: Awaited<ReturnType<typeof newShop>>
let mia: Buyer

beforeAll(async () => {
  served = await serveShop({ dialect: "shopwright", options: { timeZone: "Asia/Kolkata" } })
  admin = await newShop(served)
  mia = await newBuyer(served.ask, "mia")
  const lines = [
    { product: 1, quantity: 2 },
    { product: 2, variant: 1, quantity: 3 },
  ]
  const placed = await mia.call("POST", "orders", { body: { lines } })
  if (placed.status !== 201) throw new Error(placed.text)
})
afterAll(() => served.close())

const usd = (amount: string) => ({ amount, currency: "USD" })

test("sales are reported by day and status", async () => {
  const report = await admin.call("GET", "reports/sales")
  const { timeZone, days } = report.json() as {
    readonly timeZone: string
    readonly days: ReadonlyArray<{ readonly date: string; readonly statuses: unknown }>
  }
  expect([report.status, timeZone, days.length]).toEqual([200, "Asia/Kolkata", 31])
  const revenue = usd("62.50")
  expect(days.flatMap(({ statuses }) => statuses)).toEqual([{ status: "created", orders: 1, revenue }])
  const range = await admin.call("GET", "reports/sales?from=2026-01-01&to=2026-01-02")
  expect(range.json()).toEqual({
    timeZone: "Asia/Kolkata",
    days: [
      { date: "2026-01-01", statuses: [] },
      { date: "2026-01-02", statuses: [] },
    ],
  })
})

test("best sellers and the value of the stock are reported", async () => {
  const items = [
    { product: { id: 2, name: "Lamp" }, quantity: 3, revenue: usd("37.50") },
    { product: { id: 1, name: "Lamp" }, quantity: 2, revenue: usd("25.00") },
  ]
  expect((await admin.call("GET", "reports/best-sellers")).json()).toEqual({ items })
  expect((await admin.call("GET", "reports/best-sellers?limit=1")).json()).toEqual({ items: items.slice(0, 1) })
  const stock = { units: 17, reserved: 5, value: usd("212.50") }
  expect((await admin.call("GET", "reports/stock-value")).json()).toEqual(stock)
})

test.each([
  ["reports/sales?from=2026-02-30", "from"],
  ["reports/sales?from=2026-02-02&to=2026-02-01", "to"],
  ["reports/sales?from=2026-01-01&to=2026-12-31", "to"],
  ["reports/best-sellers?to=x", "to"],
  ["reports/best-sellers?limit=101", "limit"],
  ["reports/stock-value?from=2026-01-01", "from"],
])("%s is rejected", async (path, parameter) => {
  expect(kindOf(await admin.call("GET", path))).toEqual([400, "invalid-request", parameter])
})

test("reports are for admins", async () => {
  for (const path of ["reports/sales", "reports/best-sellers", "reports/stock-value"])
    expect(kindOf(await mia.call("GET", path))).toEqual([403, "not-permitted"])
})

test("an item's own threshold for low stock replaces the shop's, until it is removed", async () => {
  const lowItems = async () => {
    const { items } = (await admin.call("GET", "low-stock")).json() as {
      readonly items: ReadonlyArray<{ readonly stockItem: number; readonly threshold: number }>
    }
    return items.map(({ stockItem, threshold }) => [stockItem, threshold])
  }
  const set = (product: number, body: object) => admin.call("PUT", `products/${product}/low-stock-threshold`, { body })
  expect(await lowItems()).toEqual([
    [2, 5],
    [3, 5],
  ])
  expect((await set(1, { threshold: 8 })).status).toBe(204)
  expect((await set(2, { variant: 2, threshold: 0 })).status).toBe(204)
  expect(await lowItems()).toEqual([
    [1, 8],
    [2, 5],
  ])
  expect((await set(1, { threshold: null })).status).toBe(204)
  expect(await lowItems()).toEqual([[2, 5]])
  expect(kindOf(await set(2, { threshold: 1 }))).toEqual([400, "unknown-item", "/variant"])
  expect(kindOf(await set(1, { threshold: -1 }))).toEqual([400, "invalid-request", "/threshold"])
  expect(kindOf(await set(99, { threshold: 1 }))).toEqual([404, "not-found"])
  const path = "products/1/low-stock-threshold"
  expect(kindOf(await mia.call("PUT", path, { body: { threshold: 1 } }))).toEqual([403, "not-permitted"])
})
