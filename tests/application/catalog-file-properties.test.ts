import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readCatalog } from "../../application/catalog/catalog-file.ts"
import { CategoryId, categoryName } from "../../domain/catalog/category.ts"
import { newProduct } from "../../domain/catalog/product.ts"
import { soap } from "./catalog-files.ts"

describe("any catalogue file", () => {
  // Generated from the format's own keys, so that many values resemble a catalogue and some are valid.
  const leaf = fc.oneof(fc.constantFrom<unknown>("Care", "", 0, 1.5, -1, 1e21, null, true), fc.string(), fc.double())
  const item = (keys: ReadonlyArray<string>, value: fc.Arbitrary<unknown>) =>
    fc.dictionary(fc.constantFrom(...keys, "__proto__"), value)
  const variants = fc.oneof(leaf, fc.array(item(["size", "color", "stock"], leaf)))
  const nearlyCatalog = fc.record(
    {
      categories: fc.oneof(leaf, fc.array(fc.oneof(leaf, fc.constant({ name: "Care" }), item(["name"], leaf)))),
      products: fc.oneof(
        leaf,
        fc.array(fc.oneof(item([...Object.keys(soap), "variants"], fc.oneof(leaf, variants)), fc.constant(soap))),
      ),
    },
    { requiredKeys: [] },
  )
  const text = fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,20}[A-Za-z]$/)
  const stock = fc.integer({ min: 0, max: 2_147_483_647 })
  const catalog = fc.uniqueArray(text, { minLength: 1, maxLength: 5 }).chain((names) => {
    const base = {
      name: text,
      description: text,
      price: fc.integer({ min: 0, max: 9_999_999_999 }).map((minorUnits) => minorUnits / 100),
      category: fc.constantFrom(...names),
    }
    const simple = fc.record({ ...base, stock }, { requiredKeys: ["name", "description", "price", "category"] })
    const varied = fc.record({ ...base, variants: fc.array(fc.record({ size: text, color: text, stock })) })
    return fc.record({
      categories: fc.constant(names.map((name) => ({ name }))),
      products: fc.array(fc.oneof(simple, varied)),
    })
  })

  it("never throws, and accepts only what keeps the domain's rules", () => {
    const seen = { accepted: 0, refused: 0 }
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), nearlyCatalog, catalog), (file) => {
        const result = readCatalog(file)
        if (Result.isFailure(result)) {
          seen.refused += 1
          expect(result.failure.faults.length).toBeGreaterThan(0)
          return
        }
        seen.accepted += 1
        const { categories: names, products } = result.success
        expect(new Set(names).size).toBe(names.length)
        for (const name of names) expect(Result.isSuccess(categoryName(name))).toBe(true)
        for (const product of products) {
          expect(names).toContain(product.category)
          expect(Result.isSuccess(newProduct({ ...product, category: CategoryId(1) }))).toBe(true)
        }
      }),
      { numRuns: 1_000 },
    )
    expect(seen.accepted).toBeGreaterThan(50)
    expect(seen.refused).toBeGreaterThan(50)
  })

  it("returns every valid catalogue unchanged", () => {
    fc.assert(
      fc.property(catalog, (file) => {
        const read = Result.getOrThrow(readCatalog(file))
        expect(read.categories.map((name) => ({ name }))).toEqual(file.categories)
        expect(read.products).toEqual(
          file.products.map((product) => ({
            stock: 0,
            variants: [],
            ...product,
            price: Math.round(product.price * 100),
          })),
        )
      }),
    )
  })
})
