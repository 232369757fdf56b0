import { describe, expect } from "vitest"
import { contractTestsOf } from "./contract-test.ts"
import { freshName, LATER, NOON, run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

/** Times before those of any other test, a day apart. */
const day = (n: number): Date => new Date(Date.UTC(2020, 0, n, 1, 2, 3, 4))

export const overdueOrdersContract = ({ store, shop, withEmptyStore }: Subject): void => {
  describe("overdue orders", () => {
    const it = contractTestsOf("overdue orders")

    it("are unpaid orders from before the given time, oldest first, up to the limit", async () => {
      const buyer = await shop().account(freshName("late"))
      const shirt = await shop().withVariants({ stock: 20 }, { stock: 20 })
      const lines = [
        { product: shirt.id, variant: shirt.variants[1]?.id, quantity: 2 },
        { product: shirt.id, variant: shirt.variants[0]?.id, quantity: 1 },
      ]
      const placeOn = (n: number) => shop().place(buyer, lines, { address: "A", phone: "1" }, day(n))
      const [third, first, second, paid, cancelled, shipped] = [
        await placeOn(3),
        await placeOn(1),
        await placeOn(2),
        await placeOn(1),
        await placeOn(1),
        await placeOn(1),
      ]
      await shop().amend(paid, "paid")
      await shop().amend(cancelled, "cancelled")
      await shop().amend(shipped, "shipped")
      const overdue = (before: Date, limit = 10) => run(store().orders.overdue.unpaidSince(before, limit, LATER))
      expect(await overdue(day(1))).toEqual([])
      expect(await overdue(day(3))).toEqual([first, second])
      expect(await overdue(day(4))).toEqual([first, second, third])
      expect(await overdue(day(4), 2)).toEqual([first, second])
      await shop().amend(first, "cancelled")
      expect(await overdue(day(4))).toEqual([second, third])
    })

    it("counts an order from a clock that was ahead as placed when it is first looked for", () =>
      withEmptyStore(async (store) => {
        const shop = shopOver(store)
        const { id: product } = await shop.product({ stock: 20 })
        const buyer = await shop.account()
        const place = (at: Date) => shop.place(buyer, [{ product, quantity: 1 }], null, at)
        const noonPlus = (seconds: number): Date => new Date(NOON.getTime() + seconds * 1000)
        const ahead = await place(noonPlus(40 * 24 * 60 * 60))
        const slightlyAhead = await place(noonPlus(50))
        const overdue = async (seconds: number) => {
          const now = noonPlus(seconds)
          return (await run(store.orders.overdue.unpaidSince(noonPlus(seconds - 600), 10, now))).map(({ id }) => id)
        }
        expect(await overdue(0)).toEqual([])
        expect(await overdue(600)).toEqual([])
        expect(await overdue(601)).toEqual([ahead.id])
        expect(await overdue(651)).toEqual([ahead.id, slightlyAhead.id])
      }))
  })
}
