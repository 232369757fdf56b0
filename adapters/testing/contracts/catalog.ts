import { Result } from "effect"
import { describe, expect } from "vitest"
import { MAX_MONEY, money } from "../../../domain/catalog/money.ts"
import { MAX_QUANTITY } from "../../../domain/stock/stock-level.ts"
import { anyNewProduct } from "../arbitraries/catalog.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { errorOf, freshName, NO_CATEGORY, NOON, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const ascending = (ids: ReadonlyArray<number>): ReadonlyArray<number> => ids.toSorted((a, b) => a - b)

export const catalogContract = ({ store, shop }: Subject): void => {
  describe("categories", () => {
    const it = contractTestsOf("categories")

    it("lists categories in ascending order of id", async () => {
      const names = [freshName("zebra"), freshName("ant")]
      const added = [await shop().category(names[0]), await shop().category(names[1])]
      const listed = await run(store().catalog.categories.list())
      expect(listed.filter(({ name }) => names.includes(name))).toEqual(added)
      const ids = listed.map(({ id }) => id)
      expect(ids).toEqual(ascending(ids))
    })

    it("rejects a name that is taken, also under concurrency", { law: "one key, one owner" }, async () => {
      const { categories } = store().catalog
      const name = freshName("sought")
      const ends = await race(Array.from({ length: 10 }, () => categories.add(name)))
      expect(ends.filter(Result.isSuccess)).toHaveLength(1)
      expect(await errorOf(categories.add(name))).toMatchObject({ _tag: "CategoryNameTaken", name })
      expect((await run(categories.list())).filter((category) => category.name === name)).toHaveLength(1)
    })

    it("returns a list that later additions do not change", async () => {
      const before = await run(store().catalog.categories.list())
      const count = before.length
      await shop().category()
      expect(before).toHaveLength(count)
    })
  })

  describe("products", () => {
    const it = contractTestsOf("products")

    it("adds a product without variants with its own stock", async () => {
      const category = await shop().category()
      const metadata = { size: 1e21, tags: ["„ü“", 0.1, null], nested: { "a.b": true } }
      const details = { name: freshName("lamp"), description: "Gives light. „ü“ 💡", category: category.id, metadata }
      const added = await shop().product({ ...details, price: 55_050, stock: 7 })
      expect(added).toEqual({
        id: added.id,
        ...details,
        price: 55_050,
        available: 7,
        stockItem: added.stockItem,
        variants: [],
      })
      expect(added.stockItem).not.toBeNull()
      expect(await shop().find(added.id)).toEqual(added)
    })

    it("adds a product with variants and shows the sum of their stock", async () => {
      const variants = [
        { size: "S", color: "blue", sku: null, metadata: null, stock: 4 },
        { size: "L", color: "red", sku: "A-1 „ü“", metadata: { n: 1 }, stock: 0 },
        { size: "L", color: "red", sku: "A-1 „ü“", metadata: {}, stock: 5 },
      ]
      const added = await shop().withVariants(...variants)
      expect(added.available).toBe(9)
      expect(added.variants).toEqual(
        variants.map(({ stock, ...variant }, i) => {
          const { id, stockItem } = added.variants[i] ?? {}
          return { id, stockItem, ...variant, available: stock }
        }),
      )
      expect(added.stockItem).toBeNull()
      expect(new Set(added.variants.map(({ stockItem }) => stockItem)).size).toBe(3)
      const ids = added.variants.map(({ id }) => id)
      expect(ids).toEqual(ascending([...new Set(ids)]))
      expect(await shop().find(added.id)).toEqual(added)
    })

    it("stores the largest price and the largest stock exactly", async () => {
      const { id } = await shop().product({ price: MAX_MONEY, stock: MAX_QUANTITY })
      expect(await shop().find(id)).toMatchObject({ price: MAX_MONEY, available: MAX_QUANTITY })
    })

    it("sums the stock of variants beyond the limit of one stock item", async () => {
      const { id } = await shop().withVariants({ stock: MAX_QUANTITY }, { stock: MAX_QUANTITY })
      expect(await shop().available(id)).toBe(2 * MAX_QUANTITY)
    })

    it("accepts two identical products", async () => {
      const { id: category } = await shop().category()
      const twins = [await shop().product({ name: "twin", category }), await shop().product({ name: "twin", category })]
      expect(twins[1]?.id).toBeGreaterThan(twins[0]?.id ?? Infinity)
    })

    it("rejects an unknown category and stores nothing", { law: "all or nothing" }, async () => {
      const { products } = store().catalog
      const before = await run(products.list())
      const variants = [{ size: "S", color: "red", stock: 1 }]
      const homeless = { name: "x", description: "", price: Result.getOrThrow(money(1)), stock: 0, variants }
      expect(await errorOf(products.add({ ...homeless, category: NO_CATEGORY }, { at: NOON, by: null }))).toMatchObject(
        {
          _tag: "UnknownCategory",
          category: NO_CATEGORY,
        },
      )
      expect(await run(products.list())).toEqual(before)
    })

    it("lists products in ascending order of id", async () => {
      const { id: category } = await shop().category()
      for (const name of ["z", "a", "m"]) await shop().product({ name, category })
      const ids = (await run(store().catalog.products.list())).map(({ id }) => id)
      expect(ids).toEqual(ascending(ids))
    })

    it("returns a list that later orders and additions do not change", async () => {
      const product = await shop().product({ stock: 5 })
      const shirt = await shop().withVariants({ stock: 5 })
      const [variant] = shirt.variants
      const before = await run(store().catalog.products.list())
      const copy = structuredClone(before)
      await shop().product()
      const lines = [
        { product: product.id, quantity: 2 },
        { product: shirt.id, variant: variant?.id, quantity: 3 },
      ]
      await shop().place(await shop().account(), lines)
      expect(before).toEqual(copy)
      expect(await shop().available(product.id)).toBe(3)
      expect(await shop().find(shirt.id)).toMatchObject({ available: 2, variants: [{ available: 2 }] })
    })

    it("stores any product as it was given", async () => {
      const { id: category } = await shop().category()
      await forAll(anyNewProduct(category), async (given) => {
        const added = await run(store().catalog.products.add(given, { at: NOON, by: null }))
        const { stock, metadata = null, variants, ...rest } = given
        const pieces = variants.map((variant) => variant.stock)
        expect(added).toMatchObject({ ...rest, metadata, available: pieces.reduce((sum, count) => sum + count, stock) })
        const shown = variants.map(({ stock: available, sku = null, metadata: data = null, ...variant }) => ({
          ...variant,
          sku,
          metadata: data,
          available,
        }))
        expect(added.variants).toMatchObject(shown)
        expect(await run(store().catalog.products.find(added.id))).toEqual(added)
      })
    })
  })
}
