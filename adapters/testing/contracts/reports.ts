import { Result } from "effect"
import { describe, expect } from "vitest"
import { editProduct } from "../../../domain/catalog/edit-product.ts"
import { MAX_MONEY } from "../../../domain/catalog/money.ts"
import { MAX_QUANTITY } from "../../../domain/stock/stock-level.ts"
import { contractTestsOf } from "./contract-test.ts"
import { LATER, run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

const time = (day: number, hour: number, ms = 0) => new Date(Date.UTC(2026, 2, day, hour, 0, 0, ms))
const day = (of: number) => ({ starts: time(of, 6), ends: time(of + 1, 6) })

/** A store that omits the report ports passes. */
export const reportsContract = ({ withEmptyStore }: Subject): void => {
  describe("reports", () => {
    const it = contractTestsOf("reports")

    it("sum up the orders of each period by status, and the units of each product", () =>
      withEmptyStore(async (store) => {
        const reports = store.reports?.reports
        if (reports === undefined) return
        expect(await run(reports.sales([day(1), day(2)]))).toEqual([])
        expect(await run(reports.sales([]))).toEqual([])
        expect(await run(reports.bestSellers(day(1), 9))).toEqual([])
        const shop = shopOver(store)
        const buyer = await shop.account()
        const [soap, shirt, unsold] = [
          await shop.product({ name: "Soap", price: 350, stock: 99 }),
          await shop.withVariants({ size: "S", stock: 99 }, { size: "L", stock: 99 }),
          await shop.product({ stock: 9 }),
        ]
        const [small, large] = shirt.variants
        const soaps = (quantity: number) => ({ product: soap.id, quantity })
        const shirts = [small, large].map((variant) => ({ product: shirt.id, variant: variant?.id, quantity: 2 }))
        await shop.place(buyer, [soaps(1)], null, time(1, 5, 999))
        await shop.place(buyer, [soaps(2), ...shirts], null, day(1).starts)
        const paid = await shop.place(buyer, [soaps(3)], null, time(2, 5, 999))
        await shop.amend(paid, "paid")
        const cancelled = await shop.place(buyer, [soaps(50)], null, time(2, 5))
        await shop.amend(cancelled, "cancelled")
        await shop.place(buyer, [soaps(4)], null, day(1).ends, null, [
          { kind: "discount", label: "Voucher", amount: -100, isIncluded: false },
          { kind: "shipping", label: "Parcel", amount: 490, isIncluded: false },
          { kind: "tax", label: "VAT", amount: 77, isIncluded: true },
        ])
        await shop.place(buyer, [soaps(5)], null, day(3).starts)
        await run(shop.repricing(soap.id, 1))

        const sales = await run(reports.sales([day(1), day(2), day(4)]))
        expect(sales).toEqual([
          { period: 0, status: "created", orders: 1, revenue: 2 * 350 + 4 * 1000 },
          { period: 0, status: "paid", orders: 1, revenue: 3 * 350 },
          { period: 0, status: "cancelled", orders: 1, revenue: 50 * 350 },
          { period: 1, status: "created", orders: 1, revenue: 4 * 350 + 390 },
        ])
        const sold = [
          { product: { id: soap.id, name: soap.name }, quantity: 5, revenue: 5 * 350 },
          { product: { id: shirt.id, name: shirt.name }, quantity: 4, revenue: 4 * 1000 },
        ]
        expect(await run(reports.bestSellers(day(1), 9))).toEqual(sold)
        expect(await run(reports.bestSellers(day(1), 1))).toEqual(sold.slice(0, 1))
        const all = { starts: time(1, 0), ends: time(9, 0) }
        expect((await run(reports.bestSellers(all, 9))).map(({ quantity }) => quantity)).toEqual([15, 4])
        expect((await run(reports.bestSellers(all, 9))).map(({ product }) => product.id)).not.toContain(unsold.id)
      }))

    it("value the stock at the current prices, archived products included", () =>
      withEmptyStore(async (store) => {
        const reports = store.reports?.reports
        if (reports === undefined) return
        expect(await run(reports.stockValue())).toEqual({ units: 0, reserved: 0, value: 0 })
        const shop = shopOver(store)
        const { id } = await shop.product({ price: 350, stock: 10 })
        await shop.withVariants({ stock: 2 }, { size: "L", stock: 3 })
        await shop.place(await shop.account(), [{ product: id, quantity: 4 }])
        await run(shop.repricing(id, 400))
        const entry = await run(store.catalog.editor.find(id))
        if (entry === null) throw new Error("the product was not found")
        const archived = Result.getOrThrow(editProduct(entry, { isArchived: true }, LATER))
        if (archived === null) throw new Error("nothing changes")
        await run(store.catalog.editor.recordEdit(archived, { at: LATER, by: null }))
        expect(await run(reports.stockValue())).toEqual({ units: 15, reserved: 4, value: 10 * 400 + 5 * 1000 })
      }))

    it("value the largest quantity at the highest price", () =>
      withEmptyStore(async (store) => {
        const reports = store.reports?.reports
        if (reports === undefined) return
        await shopOver(store).product({ price: MAX_MONEY, stock: MAX_QUANTITY })
        const value = MAX_MONEY * MAX_QUANTITY
        expect(await run(reports.stockValue())).toEqual({ units: MAX_QUANTITY, reserved: 0, value })
      }))
  })
}
