import { Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import { SessionId } from "../../../application/ports/sessions.ts"
import { AccountId } from "../../../domain/account/account.ts"
import { UnknownProduct } from "../../../domain/catalog/errors.ts"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { OrderId } from "../../../domain/order/order.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { errorOf, NOON, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

/** Numbers that a client may send as an id, and that no row will ever have. */
const NOBODYS = [0, -1, 1.5, 2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER]

export const idsContract = ({ store, shop }: Subject): void => {
  describe("ids that no row has", () => {
    const it = contractTestsOf("ids that no row has")

    it("match no product and no variant", async () => {
      const { id: product, price } = await shop().withVariants({})
      for (const id of NOBODYS) {
        const items = [
          { product: ProductId(id), variant: null },
          { product, variant: VariantId(id) },
        ]
        const missing = [Result.fail("no-such-product"), Result.fail("no-such-variant")]
        expect(await run(store().catalog.offers.offersFor(items))).toEqual(missing)
        const refused = await errorOf(shop().repricing(ProductId(id), price, NOON))
        expect(refused).toEqual(new UnknownProduct({ product: ProductId(id) }))
      }
    })

    it("match no order, no account's orders, and no order after them in a list", async () => {
      const { orders } = store()
      for (const id of NOBODYS) {
        expect(await run(orders.orders.find(OrderId(id)))).toBeNull()
        expect(await run(orders.orders.page({ owner: AccountId(id), limit: 5 }))).toEqual([])
        if (id < 2 ** 31) continue
        expect(await run(orders.orders.page({ owner: "all", after: OrderId(id), limit: 5 }))).toEqual([])
      }
    })

    it("are not given to new categories, whichever were deleted", async () => {
      const { categories } = store().catalog
      const used: Array<number> = []
      await forAll(fc.array(fc.boolean(), { maxLength: 5 }), async (deletions) => {
        for (const deletes of deletions) {
          const { id } = await shop().category()
          expect(used).not.toContain(id)
          used.push(id)
          if (deletes) await run(categories.remove(id))
        }
      })
    })

    it("match no account and no session", async () => {
      const { accounts, profiles, sessions } = store().identity
      for (const id of NOBODYS) {
        expect(await run(accounts.findById(AccountId(id)))).toBeNull()
        expect(await run(profiles.find(AccountId(id)))).toBeNull()
        expect(await run(sessions.findById(SessionId(String(id)), NOON))).toBeNull()
        expect(await run(sessions.listOf(AccountId(id), NOON))).toEqual([])
        expect(await run(sessions.end(AccountId(id), SessionId(String(id))))).toBe(false)
        expect(await run(profiles.update(AccountId(id), { profile: {} }, NOON))).toBeNull()
      }
    })
  })
}
