import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { readCatalog } from "../../application/catalog/catalog-file.ts"
import { MAX_FAULTS } from "../../application/catalog/invalid-catalog.ts"
import { categories, faultsOf, shirt, soap, variant } from "./catalog-files.ts"

const soapWith = (change: object) => ({ categories, products: [{ ...soap, ...change }] })
const without = (key: keyof typeof soap) => {
  const { [key]: _, ...rest } = soap
  return { categories, products: [rest] }
}
const withVariant = (change: object) => ({
  categories,
  products: [{ ...shirt, variants: [{ ...variant, ...change }] }],
})

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

  it("may give products and variants metadata, whose faults have a place", () => {
    const variants = [{ ...variant, metadata: { bin: 7 } }, variant]
    const products = [{ ...shirt, metadata: { tags: ["new"] }, variants }]
    expect(Result.getOrThrow(readCatalog({ categories, products })).products).toMatchObject([
      { ...products[0], price: 1950 },
    ])
    const place = "products[0].variants[0].metadata"
    expect(faultsOf(withVariant({ metadata: { at: ["\0"] } }))).toEqual([
      { place: `${place}.at[0]`, fault: "is malformed" },
    ])
    expect(faultsOf(withVariant({ metadata: [] }))).toMatchObject([
      { place, fault: expect.stringContaining("must be a JSON object") },
    ])
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
      const fault = "must be an amount of USD from 0 to 99999999.99 with at most 2 decimals"
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
      'is unknown here; known are "size", "color", "stock", "sku", "metadata"',
    ],
    [
      "a key with spaces",
      withVariant({ "a b": 1 }),
      'products[0].variants[0]["a b"]',
      'is unknown here; known are "size", "color", "stock", "sku", "metadata"',
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
})
