import { Effect, Result } from "effect"
import { describe, expect, it } from "vitest"
import { makeSearchProducts } from "../../application/catalog/search-products.ts"
import { money } from "../../domain/catalog/money.ts"
import { compareCodePoints, searchWords, sortName } from "../../domain/catalog/search-words.ts"
import { newLamp, openShop, run } from "./test-shop.ts"

describe("the words of a text", () => {
  it("are its letters and digits in lower case, in one form, each once", () => {
    expect(searchWords("Olive-oil SOAP, soap! №5")).toEqual(["olive", "oil", "soap", "no5"])
    expect(searchWords("A\u030angstro\u0308m ÅNGSTRÖM")).toEqual(["ångström"])
    expect(searchWords(" -- ")).toEqual([])
    expect(searchWords("x".repeat(100))).toEqual(["x".repeat(64)])
  })

  it("are sorted by code points, not by UTF-16 code units", () => {
    expect(["\u{1d516}", "\ufb01x", "b", "ab", "a"].toSorted(compareCodePoints)).toEqual([
      "a",
      "ab",
      "b",
      "\ufb01x",
      "\u{1d516}",
    ])
    expect(sortName("ＡBC")).toBe("abc")
  })
})

describe("searching products", () => {
  const withProducts = async () => {
    const shop = await openShop()
    const add = (name: string, price: number, stock = 1) =>
      run(
        shop.createProduct(shop.admin, {
          ...newLamp(shop.category.id),
          ...{ name, stock, price: Result.getOrThrow(money(price)) },
        }),
      )
    const [soap, dish] = [await add("Olive soap", 350), await add("Soap dish", 900, 0)]
    const find = async (actor: Parameters<typeof shop.searchProducts>[0], request = {}) =>
      (await run(shop.searchProducts(actor, { limit: 9, ...request }))).products.map(({ id }) => id)
    return { ...shop, soap, dish, find }
  }

  it("finds word beginnings, by category and availability, in the requested order", async () => {
    const { find, lamp, soap, dish, category } = await withProducts()
    expect(await find(null)).toEqual([dish.id, soap.id, lamp.id])
    expect(await find(null, { text: "SOA" })).toEqual([dish.id, soap.id])
    expect(await find(null, { text: "soap ol" })).toEqual([soap.id])
    expect(await find(null, { text: "oap" })).toEqual([])
    expect(await find(null, { text: "soap", isAvailable: true })).toEqual([soap.id])
    expect(await find(null, { sort: "cheapest", category: category.id })).toEqual([soap.id, dish.id, lamp.id])
  })

  it("pages, and shows archived products to admins only", async () => {
    const { searchProducts, editProduct, find, admin, ann, lamp, soap, dish } = await withProducts()
    const first = await run(searchProducts(null, { sort: "name", limit: 2 }))
    expect(first).toMatchObject({
      products: [{ id: lamp.id }, { id: soap.id }],
      next: { value: "olive soap", id: soap.id },
    })
    const rest = await run(searchProducts(null, { sort: "name", limit: 2, after: first.next ?? undefined }))
    expect(rest).toMatchObject({ products: [{ id: dish.id }], next: null })
    await run(editProduct(admin, { product: soap.id, changes: { isArchived: true } }))
    expect(await find(ann, { text: "olive" })).toEqual([])
    expect(await find(ann, { isArchived: true })).toEqual([])
    expect(await find(admin, { isArchived: true })).toEqual([soap.id])
  })

  it("says when the store has no search", async () => {
    const found = makeSearchProducts({ search: undefined })(null, { limit: 1 })
    expect(await Effect.runPromise(Effect.flip(found))).toMatchObject({ _tag: "NotSupported", ports: "search" })
  })
})
