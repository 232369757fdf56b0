import { Result } from "effect"
import { describe, expect } from "vitest"
import { emptyProfile } from "../../../domain/account/profile.ts"
import { contractTestsOf } from "./contract-test.ts"
import { errorOf, freshName, NOON, newAccount, race, run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

export const emptyStoreContract = ({ withEmptyStore }: Subject): void => {
  describe("an empty store", () => {
    const it = contractTestsOf("an empty store")

    it("contains nothing and assigns ids from 1", () =>
      withEmptyStore(async (store) => {
        const { account, category, product, withVariants, place } = shopOver(store)
        const isEmpty = () => run(store.catalog.loader.isEmpty())
        expect(await run(store.catalog.products.list())).toEqual([])
        expect(await run(store.catalog.categories.list())).toEqual([])
        expect(await run(store.orders.orders.page({ owner: "all", limit: 10 }))).toEqual([])
        expect(await isEmpty()).toBe(true)
        await run(store.catalog.loader.load({ categories: [], products: [] }, { at: NOON, by: null }, () => {}))
        expect(await isEmpty()).toBe(true)

        const buyers = [await account(), await account()]
        expect(buyers.map(({ id }) => id)).toEqual([1, 2])
        expect(await isEmpty()).toBe(true)
        const categories = [await category(), await category()]
        expect(categories.map(({ id }) => id)).toEqual([1, 2])
        expect(await isEmpty()).toBe(false)

        const plain = await product({ stock: 9 })
        const { id, variants } = await withVariants({ stock: 9 }, {})
        expect([plain.id, id, ...variants.map((variant) => variant.id)]).toEqual([1, 2, 1, 2])

        for (const [index, buyer] of buyers.entries()) {
          const [first, second] = [
            { product: id, variant: variants[0]?.id, quantity: 1 },
            { product: plain.id, quantity: 1 },
          ]
          const order = await place(buyer, [first, second])
          expect(order.id).toBe(index + 1)
          expect(order.lines.map((line) => line.id)).toEqual([2 * index + 1, 2 * index + 2])
        }
      }))

    it("creates one first admin of many concurrent ones, and none afterwards", () =>
      withEmptyStore(async (store) => {
        const { account } = shopOver(store)
        await account()
        const first = () =>
          store.identity.accounts.addFirstAdmin(
            { ...newAccount({ username: freshName("owner") }), isAdmin: true },
            emptyProfile,
            "hash",
            NOON,
          )
        const ends = await race(Array.from({ length: 20 }, first))
        const [admin, ...more] = ends.flatMap((end) => (Result.isSuccess(end) ? [end.success.account] : []))
        expect(more).toEqual([])
        expect(admin).toMatchObject({ isAdmin: true, isActive: true })
        const errors = ends.flatMap((end) => (Result.isFailure(end) ? [end.failure] : []))
        expect(errors).toHaveLength(19)
        for (const error of errors) expect(error).toMatchObject({ _tag: "AdminExists" })
        expect(await errorOf(first())).toMatchObject({ _tag: "AdminExists" })
      }))

    it("adds no first admin whose user name is taken, and then adds another", () =>
      withEmptyStore(async (store) => {
        const { accounts } = store.identity
        const taken = newAccount({ username: freshName("taken") })
        await run(accounts.add(taken, emptyProfile, "hash", NOON))
        const first = (username: string) =>
          accounts.addFirstAdmin({ ...newAccount({ username }), isAdmin: true }, emptyProfile, "hash", NOON)
        expect(await errorOf(first(taken.username ?? ""))).toMatchObject({ _tag: "IdentifierTaken" })
        expect((await run(first(freshName("owner")))).account.isAdmin).toBe(true)
      }))
  })
}
