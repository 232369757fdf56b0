import { describe, expect, it } from "vitest"
import { CategoryId } from "../../domain/catalog/category.ts"
import { errorOf, newLamp, openShop, run } from "./test-shop.ts"

describe("the catalogue", () => {
  it("is filled by admins and listed for everyone", async () => {
    const shop = await openShop(3)
    expect(await run(shop.listCategories())).toEqual([{ id: 1, name: "Lamps" }])
    expect(await run(shop.listProducts())).toEqual([
      {
        id: 1,
        name: "Lamp",
        description: "Gives light.",
        price: 1250,
        category: 1,
        available: 3,
        stockItem: 1,
        variants: [],
        metadata: null,
      },
    ])
  })

  it("rejects other accounts without revealing what is wrong with their input", async () => {
    const shop = await openShop()
    const broken = { ...newLamp(CategoryId(99)), name: "" }
    expect(await errorOf(shop.createProduct(shop.ann, broken))).toMatchObject({ _tag: "NotPermitted" })
    expect(await errorOf(shop.createCategory(shop.ann, { name: "" }))).toMatchObject({ _tag: "NotPermitted" })
    expect(await run(shop.listProducts())).toHaveLength(1)
    expect(await run(shop.listCategories())).toHaveLength(1)
  })

  it("rejects input that breaks a rule", async () => {
    const { admin, category, ...shop } = await openShop()
    expect(await errorOf(shop.createProduct(admin, { ...newLamp(category.id), name: "" }))).toMatchObject({
      _tag: "InvalidField",
      field: "name",
    })
    expect(await errorOf(shop.createProduct(admin, newLamp(CategoryId(99))))).toMatchObject({ _tag: "UnknownCategory" })
    expect(await errorOf(shop.createCategory(admin, { name: "" }))).toMatchObject({ _tag: "InvalidField" })
    expect(await errorOf(shop.createCategory(admin, { name: "Lamps" }))).toMatchObject({ _tag: "CategoryNameTaken" })
    expect(await run(shop.listProducts())).toHaveLength(1)
    expect(await run(shop.listCategories())).toHaveLength(1)
  })
})
