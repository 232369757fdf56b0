import { expect, it } from "vitest"
import { makeReportBestSellers, makeReportSales, makeReportStockValue } from "../../application/report/sales-report.ts"
import { errorOf, openShop, run, testShop } from "./test-shop.ts"

it("reports sales by day in the time zone of the shop, best sellers and the value of the stock", async () => {
  const shop = await openShop(10, testShop({}, { timeZone: "Asia/Kolkata" }))
  const { admin, ann, lamp, placeOrder, clock, reportSales, reportBestSellers, reportStockValue } = shop
  const place = (quantity: number) => run(placeOrder(ann, { lines: [{ product: lamp.id, quantity }] }))
  // 18:29:59 in UTC, which is one second before midnight in Kolkata.
  clock.pass(6.5 * 3600 - 1)
  await place(1)
  clock.pass(1)
  await place(2)
  const { timeZone, days } = await run(reportSales(admin))
  expect([timeZone, days.length]).toEqual(["Asia/Kolkata", 31])
  expect(days.slice(-2).map(({ date, statuses }) => ({ date, statuses }))).toEqual([
    { date: "2026-03-01", statuses: [{ status: "created", orders: 1, revenue: lamp.price }] },
    { date: "2026-03-02", statuses: [{ status: "created", orders: 1, revenue: 2 * lamp.price }] },
  ])
  expect(days.slice(0, -2).every(({ statuses }) => statuses.length === 0)).toBe(true)
  const today = { from: "2026-03-02", to: "2026-03-02", limit: 5 }
  expect(await run(reportBestSellers(admin, today))).toEqual([
    { product: { id: lamp.id, name: lamp.name }, quantity: 2, revenue: 2 * lamp.price },
  ])
  expect(await run(reportStockValue(admin))).toEqual({ units: 10, reserved: 3, value: 10 * lamp.price })
})

it("is for admins, checks the dates, and needs the ports", async () => {
  const { admin, ann, clock, reportSales, reportBestSellers, reportStockValue } = await openShop()
  const notPermitted = { _tag: "NotPermitted" }
  expect(await errorOf(reportSales(ann))).toMatchObject(notPermitted)
  expect(await errorOf(reportBestSellers(ann, { limit: 1 }))).toMatchObject(notPermitted)
  expect(await errorOf(reportStockValue(ann))).toMatchObject(notPermitted)
  const malformed = { field: "from", rule: { kind: "malformed" } }
  expect(await errorOf(reportSales(admin, { from: "x" }))).toMatchObject(malformed)
  expect(await errorOf(reportBestSellers(admin, { from: "x", limit: 1 }))).toMatchObject(malformed)
  const without = { reports: undefined, clock, timeZone: "UTC" }
  const notSupported = { _tag: "NotSupported", ports: "reports" }
  expect(await errorOf(makeReportSales(without)(admin))).toMatchObject(notSupported)
  expect(await errorOf(makeReportBestSellers(without)(admin, { limit: 1 }))).toMatchObject(notSupported)
  expect(await errorOf(makeReportStockValue(without)(admin))).toMatchObject(notSupported)
})
