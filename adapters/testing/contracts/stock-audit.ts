import { describe, expect } from "vitest"
import { contractTestsOf } from "./contract-test.ts"
import { race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

export const stockAuditContract = ({ store, shop }: Subject): void => {
  describe("stock audit", () => {
    const it = contractTestsOf("stock audit")

    it("reports no drift whatever was sold, and leaves nothing to repair", {
      law: "conservation of stock",
    }, async () => {
      const buyer = await shop().account()
      const shirt = await shop().withVariants({ stock: 40 }, { stock: 40 })
      const lines = shirt.variants.map(({ id }) => ({ product: shirt.id, variant: id, quantity: 2 }))
      const placing = Array.from({ length: 12 }, () => shop().placing(buyer, lines))
      const [, during] = await Promise.all([race(placing), run(store().stock.audit.audit())])
      expect(during).toEqual([])
      const orders = await Promise.all(Array.from({ length: 4 }, () => shop().place(buyer, lines)))
      const fates = ["paid", "shipped", "cancelled"] as const
      const amending = fates.flatMap((to, i) => orders.slice(i, i + 1).map((order) => shop().amending(order, to)))
      await race(amending)
      const before = await shop().find(shirt.id)
      expect(await run(store().stock.audit.audit())).toEqual([])
      expect(await run(store().stock.audit.reconcile())).toEqual([])
      expect(await shop().find(shirt.id)).toEqual(before)
    })
  })
}
