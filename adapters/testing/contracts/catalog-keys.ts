import { Result } from "effect"
import { describe, expect } from "vitest"
import type { KeyedRequest } from "../../../application/ports/catalog-keys.ts"
import { AccountId } from "../../../domain/account/account.ts"
import { PictureName } from "../../../domain/account/picture.ts"
import { claimOfCategory, claimOfPicture, claimOfProduct } from "../../../domain/catalog/claims.ts"
import { addPicture } from "../../../domain/catalog/edit-product.ts"
import { money } from "../../../domain/catalog/money.ts"
import type { NewProduct, ProductId } from "../../../domain/catalog/product.ts"
import type { IdempotencyClaim } from "../../../domain/order/idempotency.ts"
import { idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import { contractTestsOf } from "./contract-test.ts"
import { errorOf, freshName, LATER, NO_CATEGORY, NOON, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const RECORDED = { _tag: "KeyRecorded" }

export const catalogKeysContract = ({ store, shop, withEmptyStore }: Subject): void => {
  const catalog = () => store().catalog
  const keyNamed = (text: string) => Result.getOrThrow(idempotencyKey(text))
  const freshKey = () => keyNamed(freshName("add"))
  const requestOf = (claim: IdempotencyClaim, account = AccountId(7), at = NOON): KeyedRequest => ({
    ...{ account, claim, at },
  })
  const newProduct = async (): Promise<NewProduct> => ({
    name: freshName("product"),
    description: "„ü“",
    price: Result.getOrThrow(money(350)),
    category: (await shop().category()).id,
    stock: 0,
    variants: [{ size: "M", color: "red", stock: 5 }],
  })
  const named = async (name: string) =>
    (await run(catalog().products.list())).filter((product) => product.name === name)
  const recall = (request: KeyedRequest) => run(catalog().keys.recall(request))
  const decide = async (product: ProductId, name: string) => {
    const entry = await run(catalog().editor.find(product))
    if (entry === null) throw new Error(`product ${product} was not found`)
    return Result.getOrThrow(addPicture(entry, { name: PictureName(name), alt: "" }, LATER))
  }

  describe("catalogue keys", () => {
    const it = contractTestsOf("catalogue keys")

    it("add one product for concurrent requests with one key", { law: "same key, same order" }, async () => {
      const product = await newProduct()
      const request = requestOf(claimOfProduct(freshKey(), product))
      expect(await recall(request)).toBeNull()
      const ends = await race(
        Array.from({ length: 8 }, () => catalog().products.addOnce(product, { at: NOON, by: null }, request)),
      )
      const [added, ...others] = ends.flatMap((end) => (Result.isSuccess(end) ? [end.success] : []))
      expect(others).toEqual([])
      for (const end of ends) if (Result.isFailure(end)) expect(end.failure).toEqual(RECORDED)
      expect(await named(product.name)).toEqual([added])
      expect(await recall(request)).toBe(`${added?.id}`)
      expect(await errorOf(catalog().products.addOnce(product, { at: LATER, by: null }, request))).toEqual(RECORDED)
    })

    it("add one category for concurrent requests with one key", { law: "same key, same order" }, async () => {
      const name = freshName("category")
      const request = requestOf(claimOfCategory(freshKey(), name))
      const ends = await race(Array.from({ length: 8 }, () => catalog().categories.addOnce(name, request)))
      const added = ends.flatMap((end) => (Result.isSuccess(end) ? [end.success] : []))
      for (const end of ends) if (Result.isFailure(end)) expect(end.failure).toEqual(RECORDED)
      expect(added).toHaveLength(1)
      expect(await recall(request)).toBe(`${added[0]?.id}`)
      await run(catalog().categories.remove(added[0]?.id ?? NO_CATEGORY))
      expect(await errorOf(catalog().categories.addOnce(name, request))).toEqual(RECORDED)
    })

    it("record one edit for a key", { law: "same key, same order" }, async () => {
      const { id } = await shop().product()
      const [first, second] = [freshName("front"), freshName("front")]
      const request = requestOf(claimOfPicture(freshKey(), { product: id, alt: "", digest: "d" }))
      const once = async (name: string) =>
        catalog().editor.recordEditOnce(await decide(id, name), { at: LATER, by: null }, request, name)
      expect((await run(await once(first))).pictures).toEqual([{ name: first, alt: "" }])
      expect(await errorOf(await once(second))).toEqual(RECORDED)
      expect(await recall(request)).toBe(first)
      expect((await run(catalog().editor.find(id)))?.pictures).toHaveLength(1)
    })

    it("stay free when the request is rejected", { law: "all or nothing" }, async () => {
      const product = await newProduct()
      const request = requestOf(claimOfProduct(freshKey(), product))
      const unknown = { ...product, category: NO_CATEGORY }
      const refused = { _tag: "UnknownCategory", category: NO_CATEGORY }
      expect(await errorOf(catalog().products.addOnce(unknown, { at: NOON, by: null }, request))).toMatchObject(refused)
      expect(await recall(request)).toBeNull()
      const { name } = await shop().category()
      const taken = requestOf(claimOfCategory(freshKey(), name))
      expect(await errorOf(catalog().categories.addOnce(name, taken))).toMatchObject({
        _tag: "CategoryNameTaken",
        name,
      })
      expect(await recall(taken)).toBeNull()
      const { id } = await run(catalog().products.addOnce(product, { at: NOON, by: null }, request))
      const pictured = requestOf(claimOfPicture(freshKey(), { product: id, alt: "", digest: "d" }))
      const [stale, current] = [await decide(id, freshName("a")), await decide(id, freshName("b"))]
      await run(catalog().editor.recordEdit(current, { at: LATER, by: null }))
      expect(await errorOf(catalog().editor.recordEditOnce(stale, { at: LATER, by: null }, pictured, "a"))).toEqual({
        _tag: "ProductConflict",
      })
      expect(await recall(pictured)).toBeNull()
    })

    it("belong to one request of one account", { law: "same key, same order" }, async () => {
      const product = await newProduct()
      const key = keyNamed(`'"{},\\NULL$1;--${freshName("~")}`.padEnd(255, "!"))
      const request = requestOf(claimOfProduct(key, product))
      await run(catalog().products.addOnce(product, { at: NOON, by: null }, request))
      const others = [
        claimOfProduct(key, { ...product, stock: 1 }),
        claimOfProduct(key, { ...product, variants: [] }),
        claimOfCategory(key, product.name),
      ]
      for (const claim of others)
        expect(await errorOf(catalog().keys.recall(requestOf(claim)))).toMatchObject({
          _tag: "IdempotencyKeyReused",
          key,
        })
      const another = requestOf(request.claim, AccountId(8))
      expect(await recall(another)).toBeNull()
      await run(catalog().products.addOnce(product, { at: NOON, by: null }, another))
      expect(await named(product.name)).toHaveLength(2)
    })

    it("are removed when they are old, after which a key can be used again", () =>
      withEmptyStore(async ({ catalog, outbox }) => {
        const add = (name: string, at: Date) =>
          run(
            catalog.categories.addOnce(
              freshName(name),
              requestOf(claimOfCategory(keyNamed(name), name), undefined, at),
            ),
          )
        for (const name of ["a", "b", "c"]) await add(name, NOON)
        await add("late", LATER)
        const remove = (before: Date, limit = 100) => run(outbox.retention.removeKeys(before, limit, LATER))
        expect(await remove(NOON)).toBe(0)
        expect(await remove(LATER, 2)).toBe(2)
        expect(await remove(LATER)).toBe(1)
        await add("a", LATER)
        const claim = claimOfCategory(keyNamed("late"), "late")
        expect(await errorOf(catalog.categories.addOnce("late", requestOf(claim)))).toEqual(RECORDED)
      }))
  })
}
