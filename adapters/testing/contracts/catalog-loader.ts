import { Effect, Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import type { CatalogChange } from "../../../application/ports/catalog.ts"
import type { ProductToLoad } from "../../../application/ports/catalog-loader.ts"
import { money } from "../../../domain/catalog/money.ts"
import { anyNewProduct } from "../arbitraries/catalog.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { freshName, NOON, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const ignore = (): void => {}

const loading: CatalogChange = { at: NOON, by: null }

const toLoad = (category: string, details: Partial<ProductToLoad> = {}): ProductToLoad => ({
  name: freshName("loaded"),
  description: "",
  price: Result.getOrThrow(money(999)),
  stock: 0,
  variants: [],
  category,
  ...details,
})

export const catalogLoaderContract = ({ store, shop }: Subject): void => {
  const productsIn = async (category: number | undefined) =>
    (await run(store().catalog.products.list())).filter((product) => product.category === category)
  const categoriesNamed = async (...names: ReadonlyArray<string>) =>
    (await run(store().catalog.categories.list())).filter(({ name }) => names.includes(name))

  describe("catalogue loader", () => {
    const it = contractTestsOf("catalogue loader")

    it("loads categories and products in the order of the catalogue", async () => {
      const names = [freshName("z"), freshName("a")] as const
      const products = [
        toLoad(names[1], { name: "plain", description: "as is", metadata: { n: 1 }, stock: 3 }),
        toLoad(names[0], {
          name: "varied",
          variants: [
            { size: "S", color: "red", sku: "s-1", metadata: { n: 2 }, stock: 1 },
            { size: "M", color: "red", stock: 2 },
          ],
        }),
        toLoad(names[1], { name: "last" }),
      ]
      await run(store().catalog.loader.load({ categories: names, products }, loading, ignore))
      const [z, a] = await categoriesNamed(...names)
      expect([z?.name, a?.name]).toEqual(names)
      expect(await productsIn(a?.id)).toMatchObject([
        { name: "plain", description: "as is", price: 999, metadata: { n: 1 }, available: 3, variants: [] },
        { name: "last", metadata: null, available: 0 },
      ])
      expect(await productsIn(z?.id)).toMatchObject([
        {
          name: "varied",
          available: 3,
          variants: [
            { size: "S", color: "red", sku: "s-1", metadata: { n: 2 }, available: 1 },
            { size: "M", color: "red", sku: null, metadata: null, available: 2 },
          ],
        },
      ])
    })

    it("reuses existing categories, and treats a repeated name as one category", async () => {
      const there = await shop().category()
      const added = freshName("added")
      await run(
        store().catalog.loader.load(
          { categories: [added, there.name, added], products: [toLoad(there.name), toLoad(added)] },
          loading,
          ignore,
        ),
      )
      const listed = await categoriesNamed(there.name, added)
      expect(listed.map(({ name }) => name)).toEqual([there.name, added])
      for (const { id } of listed) expect(await productsIn(id)).toHaveLength(1)
    })

    it("creates all products again when the same catalogue is loaded twice", async () => {
      const name = freshName("again")
      const catalog = { categories: [name], products: [toLoad(name)] }
      await run(store().catalog.loader.load(catalog, loading, ignore))
      await run(store().catalog.loader.load(catalog, loading, ignore))
      const [category] = await categoriesNamed(name)
      expect(await productsIn(category?.id)).toHaveLength(2)
    })

    it("makes the loaded products available for orders", async () => {
      const name = freshName("sold")
      const variants = [{ size: "S", color: "red", stock: 2 }]
      await run(
        store().catalog.loader.load(
          { categories: [name], products: [toLoad(name, { stock: 2 }), toLoad(name, { variants })] },
          loading,
          ignore,
        ),
      )
      const [category] = await categoriesNamed(name)
      const [plain, varied] = await productsIn(category?.id)
      if (plain === undefined || varied === undefined) throw new Error("not loaded")
      const lines = [
        { product: plain.id, quantity: 1 },
        { product: varied.id, variant: varied.variants[0]?.id, quantity: 2 },
      ]
      await shop().place(await shop().account(), lines)
      expect((await productsIn(category?.id)).map(({ available }) => available)).toEqual([1, 0])
    })

    it("reports rising progress up to the last product", async () => {
      const name = freshName("many")
      const products = Array.from({ length: 1234 }, () => toLoad(name, { stock: 1 }))
      const progress: Array<number> = []
      await run(
        store().catalog.loader.load({ categories: [name], products }, loading, (loaded) => progress.push(loaded)),
      )
      expect(progress.at(-1)).toBe(1234)
      expect(progress.length).toBeGreaterThan(1)
      expect(progress).toEqual([...new Set(progress)].sort((a, b) => a - b))
      const [category] = await categoriesNamed(name)
      expect((await productsIn(category?.id)).map((product) => product.name)).toEqual(products.map((p) => p.name))
    })

    it("loads nothing when loading fails half-way", { law: "all or nothing" }, async () => {
      const name = freshName("broken")
      const before = await run(store().catalog.products.list())
      const products = Array.from({ length: 1234 }, () => toLoad(name))
      const end = await Effect.runPromiseExit(
        store().catalog.loader.load({ categories: [name], products }, loading, () => {
          throw new Error("the listener broke")
        }),
      )
      expect(end._tag).toBe("Failure")
      expect(await categoriesNamed(name)).toEqual([])
      expect(await run(store().catalog.products.list())).toEqual(before)
      await run(store().catalog.loader.load({ categories: [name], products: [toLoad(name)] }, loading, ignore))
      expect(await categoriesNamed(name)).toHaveLength(1)
    })

    it("loads any products as they were given, in their order", () =>
      forAll(fc.array(anyNewProduct(), { minLength: 1, maxLength: 4 }), async (drawn) => {
        const category = freshName("any")
        const products = drawn.map((product) => ({ ...product, category }))
        await run(store().catalog.loader.load({ categories: [category], products }, loading, ignore))
        const [known] = await categoriesNamed(category)
        const loaded = await productsIn(known?.id)
        expect(loaded.map(({ name, description, price }) => ({ name, description, price }))).toEqual(
          products.map(({ name, description, price }) => ({ name, description, price })),
        )
        expect(loaded.map(({ variants }) => variants.map(({ available }) => available))).toEqual(
          products.map(({ variants }) => variants.map(({ stock }) => stock)),
        )
      }))
  })
}
