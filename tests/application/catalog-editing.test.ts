import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { CategoryId } from "../../domain/catalog/category.ts"
import { money } from "../../domain/catalog/money.ts"
import { ProductId, VariantId } from "../../domain/catalog/product.ts"
import { errorOf, NOON, newLamp, openShop, run } from "./test-shop.ts"

const withShirt = async () => {
  const shop = await openShop()
  const variants = [
    { size: "S", color: "red", stock: 3 },
    { size: "L", color: "red", stock: 4 },
  ]
  const shirt = await run(shop.createProduct(shop.admin, { ...newLamp(shop.category.id), stock: 0, variants }))
  const [small, large] = shirt.variants
  if (small === undefined || large === undefined) throw new Error("the shirt has no variants")
  const edit = (changes: Parameters<typeof shop.editProduct>[1]["changes"], version?: number) =>
    shop.editProduct(shop.admin, { product: shirt.id, version, changes })
  return { ...shop, shirt, small, large, edit }
}

describe("viewing a product", () => {
  it("shows archived products and variants to admins only", async () => {
    const { viewProduct, edit, admin, ann, shirt, small, large } = await withShirt()
    await run(edit({ variants: [{ id: small.id, isArchived: true }] }))
    for (const actor of [null, ann])
      expect(await run(viewProduct(actor, shirt.id))).toMatchObject({ available: 4, variants: [{ id: large.id }] })
    expect((await run(viewProduct(admin, shirt.id))).variants).toMatchObject([{ isArchived: true }, { id: large.id }])
    await run(edit({ isArchived: true }))
    const unknown = { _tag: "UnknownProduct", product: shirt.id }
    for (const actor of [null, ann]) expect(await errorOf(viewProduct(actor, shirt.id))).toMatchObject(unknown)
    expect(await run(viewProduct(admin, shirt.id))).toMatchObject({ isArchived: true, variants: [{}, {}] })
    expect(await errorOf(viewProduct(admin, ProductId(99)))).toMatchObject({ _tag: "UnknownProduct" })
  })
})

describe("editing a product", () => {
  it("changes what is given and keeps the rest", async () => {
    const { edit, viewProduct, admin, shirt, small, large } = await withShirt()
    const price = Result.getOrThrow(money(99))
    const edited = await run(edit({ name: "Shirt", price, variants: [{ id: small.id, sku: "S-1" }] }))
    expect(edited).toEqual({
      ...shirt,
      name: "Shirt",
      price: 99,
      variants: [
        { ...small, sku: "S-1", isArchived: false },
        { ...large, isArchived: false },
      ],
      pictures: [],
      isArchived: false,
      version: edited.version,
    })
    expect(await run(viewProduct(admin, shirt.id))).toEqual(edited)
    expect(await run(edit({ name: "Shirt" }))).toEqual(edited)
    const more = await run(edit({ addVariants: [{ size: "XL", color: "red", stock: 5 }] }))
    expect(more).toMatchObject({ available: 12, variants: [{}, {}, { size: "XL", available: 5, sku: null }] })
  })

  it("compares the version that the edit is based on", async () => {
    const { edit, viewProduct, admin, shirt, reprice } = await withShirt()
    const { version } = await run(viewProduct(admin, shirt.id))
    const first = await run(edit({ name: "first" }, version))
    const stale = { _tag: "ProductChanged", product: shirt.id, version, current: first.version }
    expect(await errorOf(edit({ name: "second" }, version))).toMatchObject(stale)
    await run(reprice(admin, { product: shirt.id, price: Result.getOrThrow(money(1)) }))
    expect(await errorOf(edit({ name: "third" }, first.version))).toMatchObject({ _tag: "ProductChanged" })
    expect(await run(edit({ name: "fourth" }))).toMatchObject({ name: "fourth", price: 1 })
  })

  it("rejects what breaks a rule, and buyers", async () => {
    const { edit, editProduct, ann, admin, lamp, shirt, small, large } = await withShirt()
    const refused = async (changes: Parameters<typeof edit>[0], error: object) =>
      expect(await errorOf(edit(changes))).toMatchObject(error)
    await refused({ name: "" }, { field: "name", rule: { kind: "blank" } })
    await refused({ description: "x".repeat(50_001) }, { field: "description", rule: { kind: "too-long" } })
    await refused({ variants: [{ id: small.id, color: "" }] }, { field: "variants[0].color" })
    await refused({ addVariants: [{ size: "XL", color: "red", stock: -1 }] }, { field: "addVariants[0].stock" })
    await refused({ category: CategoryId(99) }, { _tag: "UnknownCategory", category: 99 })
    await refused({ variants: [{ id: VariantId(99) }] }, { _tag: "UnknownVariant", variant: 99 })
    const all = [small, large].map(({ id }) => ({ id, isArchived: true }))
    await refused({ variants: all }, { _tag: "NothingToSell", product: shirt.id })
    const plain = { product: lamp.id, changes: { addVariants: [{ size: "S", color: "red", stock: 1 }] } }
    expect(await errorOf(editProduct(admin, plain))).toMatchObject({
      field: "addVariants",
      rule: { kind: "not-allowed" },
    })
    expect(await errorOf(editProduct(ann, plain))).toMatchObject({ _tag: "NotPermitted" })
    const unknown = { product: ProductId(99), changes: {} }
    expect(await errorOf(editProduct(admin, unknown))).toMatchObject({ _tag: "UnknownProduct" })
  })

  it("reports an archived product to buyers as unknown, and keeps its orders", async () => {
    const { edit, placeOrder, viewOrder, listProducts, ann, shirt, small } = await withShirt()
    const line = { product: shirt.id, variant: small.id, quantity: 1 }
    const order = await run(placeOrder(ann, { lines: [line] }))
    await run(edit({ isArchived: true }))
    expect(await errorOf(placeOrder(ann, { lines: [line] }))).toMatchObject({
      _tag: "UnknownItem",
      reason: "no-such-product",
    })
    expect((await run(listProducts())).map(({ id }) => id)).not.toContain(shirt.id)
    expect((await run(viewOrder(ann, order.id))).order).toEqual(order)
  })

  it("records its events with the time of the edit", async () => {
    const { edit, store, shirt } = await withShirt()
    await run(store.outbox.outbox.lease("reader", { holder: "me", seconds: 60, from: "now" }))
    await run(edit({ name: "Shirt", price: Result.getOrThrow(money(5)) }))
    const events = (await run(store.outbox.outbox.next("reader", 9))).map(({ event }) => event)
    expect(events).toEqual([
      { _tag: "ProductEdited", product: shirt.id, isArchived: false, at: NOON },
      { _tag: "ProductRepriced", product: shirt.id, from: shirt.price, to: 5, at: NOON },
    ])
  })
})

describe("editing categories", () => {
  it("is for admins, checks the name, and deletes empty categories only", async () => {
    const { renameCategory, deleteCategory, createCategory, ann, admin, category } = await openShop()
    const rename = { category: category.id, name: "Light" }
    expect(await errorOf(renameCategory(ann, rename))).toMatchObject({ _tag: "NotPermitted" })
    expect(await errorOf(renameCategory(admin, { ...rename, name: "" }))).toMatchObject({ field: "name" })
    expect(await run(renameCategory(admin, rename))).toEqual({ id: category.id, name: "Light" })
    expect(await errorOf(deleteCategory(ann, { category: category.id }))).toMatchObject({ _tag: "NotPermitted" })
    expect(await errorOf(deleteCategory(admin, { category: category.id }))).toMatchObject({ _tag: "CategoryInUse" })
    const { id } = await run(createCategory(admin, { name: "Empty" }))
    await run(deleteCategory(admin, { category: id }))
    expect(await errorOf(deleteCategory(admin, { category: id }))).toMatchObject({ _tag: "UnknownCategory" })
  })
})
