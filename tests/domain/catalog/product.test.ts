import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { CATEGORY_NAME_MAX_LENGTH, CategoryId, categoryName } from "../../../domain/catalog/category.ts"
import { money } from "../../../domain/catalog/money.ts"
import { type NewProduct, newProduct } from "../../../domain/catalog/product.ts"
import { MAX_QUANTITY } from "../../../domain/stock/stock-level.ts"

const lamp: NewProduct = {
  name: "Lamp",
  description: "",
  price: Result.getOrThrow(money(100)),
  category: CategoryId(1),
  stock: 3,
  variants: [],
}
const small = { size: "S", color: "red", stock: 1 }

describe("a new product", () => {
  it.each<[string, Partial<NewProduct>]>([
    ["stock of its own", {}],
    ["no stock", { stock: 0 }],
    ["the most stock", { stock: MAX_QUANTITY }],
    [
      "SKUs, equal ones too",
      {
        stock: 0,
        variants: [
          { ...small, sku: "s".repeat(64) },
          { ...small, sku: "s".repeat(64) },
        ],
      },
    ],
    ["variants", { stock: 0, variants: [small, { ...small, stock: 0 }] }],
    ["metadata", { stock: 0, metadata: { a: 1 }, variants: [{ ...small, metadata: { b: [2] } }] }],
    ["a name of 255 characters", { name: "n".repeat(255) }],
  ])("may have %s", (_, details) => {
    const product = { ...lamp, ...details }
    expect(newProduct(product)).toEqual(Result.succeed(product))
  })

  it.each<[string, Partial<NewProduct>, string, object]>([
    ["no name", { name: "" }, "name", { kind: "blank" }],
    ["a name of 256 characters", { name: "n".repeat(256) }, "name", { kind: "too-long", max: 255 }],
    ["less than no stock", { stock: -1 }, "stock", { kind: "too-small", min: 0 }],
    ["half a piece", { stock: 0.5 }, "stock", { kind: "not-a-whole-number" }],
    ["too much stock", { stock: MAX_QUANTITY + 1 }, "stock", { kind: "too-large", max: MAX_QUANTITY }],
    ["stock beside variants", { stock: 1, variants: [small] }, "stock", { kind: "too-large", max: 0 }],
    [
      "a variant without size",
      { stock: 0, variants: [small, { ...small, size: "" }] },
      "variants[1].size",
      { kind: "blank" },
    ],
    [
      "a variant with a long colour",
      { stock: 0, variants: [{ ...small, color: "c".repeat(51) }] },
      "variants[0].color",
      { kind: "too-long", max: 50 },
    ],
    [
      "metadata of a variant that is a list",
      { stock: 0, variants: [{ ...small, metadata: JSON.parse("[]") }] },
      "variants[0].metadata",
      { kind: "rejected", reason: "It must be a JSON object." },
    ],
    [
      "a variant with an empty SKU",
      { stock: 0, variants: [{ ...small, sku: "" }] },
      "variants[0].sku",
      { kind: "blank" },
    ],
    [
      "a variant with a long SKU",
      { stock: 0, variants: [{ ...small, sku: "s".repeat(65) }] },
      "variants[0].sku",
      { kind: "too-long", max: 64 },
    ],
    [
      "a variant with less than no stock",
      { stock: 0, variants: [{ ...small, stock: -1 }] },
      "variants[0].stock",
      { kind: "too-small", min: 0 },
    ],
  ])("may not have %s", (_, details, field, rule) => {
    expect(newProduct({ ...lamp, ...details })).toMatchObject({ failure: { _tag: "InvalidField", field, rule } })
  })
})

describe("a category's name", () => {
  it("has 1 to 100 characters", () => {
    const longest = "c".repeat(CATEGORY_NAME_MAX_LENGTH)
    expect(categoryName(longest)).toEqual(Result.succeed(longest))
    expect(categoryName("")).toMatchObject({ failure: { field: "name", rule: { kind: "blank" } } })
    expect(categoryName(`${longest}c`)).toMatchObject({ failure: { rule: { kind: "too-long", max: 100 } } })
  })
})
