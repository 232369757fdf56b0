import { Effect, Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { demoCatalog } from "../../adapters/cli/demo-catalog.ts"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { readCatalog } from "../../application/catalog/catalog-file.ts"
import { makeImportCatalog } from "../../application/catalog/import-catalog.ts"
import { type CatalogFault, MAX_FAULTS } from "../../application/catalog/invalid-catalog.ts"
import { CategoryId, categoryName } from "../../domain/catalog/category.ts"
import { newProduct } from "../../domain/catalog/product.ts"

const soap = { name: "Soap", description: "", price: 3, category: "Care", stock: 7 }
const shirt = { name: "Shirt", description: "Linen", price: "19.50", category: "Wear" }
const variant = { size: "M", color: "Sand", stock: 4 }
const categories = [{ name: "Care" }, { name: "Wear" }]
const soapWith = (change: object) => ({ categories, products: [{ ...soap, ...change }] })
const without = (key: keyof typeof soap) => {
  const { [key]: _, ...rest } = soap
  return { categories, products: [rest] }
}
const withVariant = (change: object) => ({
  categories,
  products: [{ ...shirt, variants: [{ ...variant, ...change }] }],
})

const faultsOf = (file: unknown): ReadonlyArray<CatalogFault> => {
  const result = readCatalog(file)
  return Result.isFailure(result) ? result.failure.faults : []
}

describe("a catalogue file", () => {
  it("is read into what the catalogue loader accepts", () => {
    const file = { categories, products: [soap, { ...shirt, variants: [variant] }] }
    expect(Result.getOrThrow(readCatalog(file))).toEqual({
      categories: ["Care", "Wear"],
      products: [
        { ...soap, price: 300, variants: [] },
        { ...shirt, price: 1950, stock: 0, variants: [variant] },
      ],
    })
  })

  it("may give a variant a SKU of 1 to 64 characters; several variants may share one", () => {
    const variants = [{ ...variant, sku: " A-1 " }, { ...variant, sku: "A-1" }, variant]
    const read = Result.getOrThrow(readCatalog({ categories, products: [{ ...shirt, variants }] }))
    expect(read.products[0]?.variants.map(({ sku }) => sku)).toEqual(["A-1", "A-1", undefined])
    for (const sku of ["", "s".repeat(65), 7, null])
      expect(faultsOf(withVariant({ sku })).map(({ place }) => place)).toEqual(["products[0].variants[0].sku"])
  })

  it.each<[number | string, number]>([
    [0, 0],
    [-0, 0],
    [550.5, 55050],
    [0.07, 7],
    ["550", 55000],
    ["550.50", 55050],
    ["1.100", 110],
    [99999999.99, 9999999999],
  ])("takes the price %j as %i hundredths", (price, minorUnits) => {
    expect(Result.getOrThrow(readCatalog(soapWith({ price }))).products[0]?.price).toBe(minorUnits)
  })

  it.each([-1, 0.001, 1e21, 1e-7, 100000000, Number.NaN, "", "1,5", " 1", "1e2", "12.345", true, null, [1]])(
    "refuses the price %j",
    (price) => {
      const fault = "must be an amount from 0 to 99999999.99 with at most two decimals"
      expect(faultsOf(soapWith({ price }))).toEqual([{ place: "products[0].price", fault }])
    },
  )

  const stockFault = "must be a whole number from 0 to 2147483647"
  it.each<[string, unknown, string, string]>([
    ["no object", [], "", 'must be an object with "categories", "products"'],
    ["no value", null, "", 'must be an object with "categories", "products"'],
    ["no products", { categories }, "products", "is missing"],
    ["no categories", { products: [] }, "categories", "is missing"],
    ["a list that is none", { categories, products: {} }, "products", "must be a list"],
    ["an unknown key", { ...soapWith({}), note: 1 }, "note", 'is unknown here; known are "categories", "products"'],
    [
      "a category that is no object",
      { categories: ["Care"], products: [] },
      "categories[0]",
      'must be an object with "name"',
    ],
    ["a blank category", { categories: [{ name: " " }], products: [] }, "categories[0].name", "must not be blank"],
    [
      "a category twice",
      { categories: [...categories, { name: " Care" }], products: [] },
      "categories[2].name",
      "is the name of categories[0] already",
    ],
    [
      "a misspelt key",
      withVariant({ colour: "Sand" }),
      "products[0].variants[0].colour",
      'is unknown here; known are "size", "color", "stock", "sku"',
    ],
    [
      "a key with spaces",
      withVariant({ "a b": 1 }),
      'products[0].variants[0]["a b"]',
      'is unknown here; known are "size", "color", "stock", "sku"',
    ],
    ["a long name", soapWith({ name: "x".repeat(256) }), "products[0].name", "must have at most 255 characters"],
    ["a number for a name", soapWith({ name: 5 }), "products[0].name", "must be a text"],
    [
      "a null character",
      soapWith({ name: "a\0b" }),
      "products[0].name",
      "must be well-formed text without null characters",
    ],
    [
      "half a character",
      soapWith({ description: "\ud800" }),
      "products[0].description",
      "must be well-formed text without null characters",
    ],
    ["no description", without("description"), "products[0].description", "is missing"],
    ["no price", without("price"), "products[0].price", "is missing"],
    [
      "another category",
      soapWith({ category: "Tools" }),
      "products[0].category",
      `"Tools" is not among the file's categories`,
    ],
    ["stock below zero", soapWith({ stock: -1 }), "products[0].stock", stockFault],
    ["a text for stock", soapWith({ stock: "7" }), "products[0].stock", stockFault],
    ["half a piece", withVariant({ stock: 0.5 }), "products[0].variants[0].stock", stockFault],
    ["more than can be counted", withVariant({ stock: 2 ** 31 }), "products[0].variants[0].stock", stockFault],
    ["a blank size", withVariant({ size: "" }), "products[0].variants[0].size", "must not be blank"],
    [
      "a long colour",
      withVariant({ color: "x".repeat(51) }),
      "products[0].variants[0].color",
      "must have at most 50 characters",
    ],
    [
      "stock beside variants",
      soapWith({ variants: [variant] }),
      "products[0].stock",
      "belongs to the variants where there are any",
    ],
  ])("reports the position of %s", (_, file, place, fault) => {
    expect(faultsOf(file)).toEqual([{ place, fault }])
  })

  it("reports all errors at once", () => {
    const file = { categories: [{}], products: [{ ...soap, price: -1, stock: -1 }, 4] }
    expect(faultsOf(file).map(({ place }) => place)).toEqual([
      "categories[0].name",
      "products[0].price",
      "products[0].category",
      "products[0].stock",
      "products[1]",
    ])
  })

  it("reports the first of very many errors and counts the rest", () => {
    const result = readCatalog({ categories, products: Array(1_000).fill({ ...soap, price: -1 }) })
    const failure = Result.getOrThrow(Result.flip(result))
    expect(failure.faults).toHaveLength(MAX_FAULTS)
    expect(failure.faults.length + failure.more).toBe(1_000)
  })

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("treats %s as a key like any other", (key) => {
    const file: unknown = JSON.parse(`{"categories":[],"products":[],"${key}":{"name":"x"}}`)
    expect(faultsOf(file).map(({ place }) => place)).toEqual([key])
    expect(
      faultsOf(JSON.parse(`{"${key}":{"categories":[],"products":[]}}`))
        .map(({ place }) => place)
        .sort(),
    ).toEqual(["categories", key, "products"].sort())
  })

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

describe("importing a catalogue", () => {
  const open = () => {
    const { loader, categories: stored, products } = openInMemory().catalog
    const importCatalog = makeImportCatalog({ loader, clock: { now: () => new Date("2026-01-14T05:07:06Z") } })
    return { importCatalog, loader, stored, products }
  }

  it("loads and counts it, and reports progress", async () => {
    const { importCatalog, stored, products } = open()
    const progress: Array<readonly [number, number]> = []
    const summary = await Effect.runPromise(importCatalog(demoCatalog, (done, total) => progress.push([done, total])))
    expect(summary).toEqual({ categories: 4, products: 12 })
    expect(progress.at(-1)).toEqual([12, 12])
    expect((await Effect.runPromise(stored.list())).map(({ name }) => ({ name }))).toEqual(demoCatalog.categories)
    const loaded = await Effect.runPromise(products.list())
    expect(loaded.map(({ name }) => name)).toEqual(demoCatalog.products.map(({ name }) => name))
    expect(loaded.some(({ variants }) => variants.length === 0)).toBe(true)
  })

  it("reuses the categories that the shop has already", async () => {
    const { importCatalog, stored, products } = open()
    await Effect.runPromise(importCatalog({ categories, products: [soap] }))
    await Effect.runPromise(importCatalog({ categories, products: [soap] }))
    expect((await Effect.runPromise(stored.list())).map(({ name }) => name)).toEqual(["Care", "Wear"])
    const loaded = await Effect.runPromise(products.list())
    expect(loaded.map(({ category }) => category)).toEqual([1, 1])
  })

  it("loads nothing of a catalogue with an error", async () => {
    const { importCatalog, loader } = open()
    const failure = await Effect.runPromise(Effect.flip(importCatalog({ categories, products: [soap, 4] })))
    expect(failure.faults.map(({ place }) => place)).toEqual(["products[1]"])
    expect(await Effect.runPromise(loader.isEmpty())).toBe(true)
  })
})
