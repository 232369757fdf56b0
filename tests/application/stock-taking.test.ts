import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { money } from "../../domain/catalog/money.ts"
import { ProductId } from "../../domain/catalog/product.ts"
import { idempotencyKey } from "../../domain/order/idempotency-key.ts"
import { takeStock } from "../../domain/stock/take-stock.ts"
import { errorOf, NOON, openShop, run } from "./test-shop.ts"

const withLamp = async (stock = 10) => {
  const shop = await openShop(stock)
  const { stockItem } = shop.lamp
  if (stockItem === null) throw new Error("the lamp has no stock item")
  return { ...shop, product: shop.lamp.id, stockItem }
}

describe("taking stock", () => {
  it("sets the counted quantity and records who counted, and why", async () => {
    const { takeStock, stockHistory, placeOrder, ann, admin, product, stockItem } = await withLamp()
    await run(placeOrder(ann, { lines: [{ product, quantity: 4 }] }))
    const level = { stockItem, onHand: 7, reserved: 4 }
    for (const reason of ["Three are broken", "counted again"])
      expect(await run(takeStock(admin, { product, counted: 7, reason }))).toEqual(level)
    const { movements, next } = await run(stockHistory(admin, { stockItem, limit: 1 }))
    const taken = { kind: "shrinkage", quantity: 3, order: null, by: admin.id, reason: "Three are broken", at: NOON }
    expect(movements).toEqual([{ id: next, ...taken }])
    const rest = await run(stockHistory(admin, { stockItem, before: next ?? undefined, limit: 9 }))
    expect(rest).toMatchObject({ movements: [{ kind: "restock", quantity: 10 }], next: null })
  })

  it.each([
    [
      "the quantity on hand has changed",
      (shop: Awaited<ReturnType<typeof withLamp>>) =>
        run(shop.restock(shop.admin, { product: shop.product, quantity: 1 })),
    ],
    [
      "orders have reserved more than was counted",
      (shop: Awaited<ReturnType<typeof withLamp>>) =>
        run(shop.placeOrder(shop.ann, { lines: [{ product: shop.product, quantity: 4 }] })),
    ],
  ] as const)("is decided again when %s meanwhile", async (_, happens) => {
    const shop = await withLamp()
    const { product, stockItem, store, admin } = shop
    const [offer] = await run(store.catalog.offers.offersFor([{ product, variant: null }]))
    if (offer === undefined) throw new Error("no offer")
    const count = { product, variant: null, counted: 3, reason: "" }
    const taking = Result.getOrThrow(takeStock(count, offer, NOON, admin.id))
    if (taking === null) throw new Error("nothing to record")
    await happens(shop)
    const before = await run(shop.auditStock({ repair: false }))
    expect(await errorOf(store.stock.inventory.recordStockTaking(taking))).toMatchObject({ _tag: "StockLevelConflict" })
    expect(await run(shop.auditStock({ repair: false }))).toEqual(before)
    const { movements } = await run(shop.stockHistory(admin, { stockItem, limit: 9 }))
    expect(movements.map(({ kind }) => kind)).not.toContain("shrinkage")
  })

  it("rejects a count below what orders hold, an invalid one, and buyers", async () => {
    const { takeStock, stockHistory, placeOrder, auditStock, ann, admin, product, stockItem } = await withLamp()
    await run(placeOrder(ann, { lines: [{ product, quantity: 4 }] }))
    const low = { _tag: "CountBelowReserved", stockItem, counted: 3, reserved: 4 }
    expect(await errorOf(takeStock(admin, { product, counted: 3 }))).toMatchObject(low)
    expect(await errorOf(takeStock(admin, { product, counted: -1 }))).toMatchObject({ field: "counted" })
    const long = { product, counted: 5, reason: "x".repeat(501) }
    expect(await errorOf(takeStock(admin, long))).toMatchObject({ field: "reason", rule: { kind: "too-long" } })
    const unknown = { product: ProductId(99), counted: 5 }
    expect(await errorOf(takeStock(admin, unknown))).toMatchObject({ _tag: "UnknownItem", reason: "no-such-product" })
    const notPermitted = { _tag: "NotPermitted" }
    expect(await errorOf(takeStock(ann, { product, counted: 5 }))).toMatchObject(notPermitted)
    expect(await errorOf(stockHistory(ann, { stockItem, limit: 1 }))).toMatchObject(notPermitted)
    expect(await run(auditStock())).toEqual([])
  })
})

describe("the first stock", () => {
  it.each([undefined, Result.getOrThrow(idempotencyKey("create-1"))])(
    "names who created the product with the key %s, and who added a variant",
    async (idempotencyKey) => {
      const { createProduct, editProduct, stockHistory, store, admin } = await openShop()
      const [category] = await run(store.catalog.categories.list())
      const price = Result.getOrThrow(money(900))
      const sizes = ["S", "L"].map((size) => ({ size, color: "red", stock: 2 }))
      const [small, large] = [sizes.slice(0, 1), sizes.slice(1)]
      if (category === undefined) throw new Error("the shop has a category")
      const shirt = { name: "shirt", description: "", price, category: category.id, stock: 0, variants: small }
      const created = await run(createProduct(admin, { ...shirt, idempotencyKey }))
      const { variants } = await run(editProduct(admin, { product: created.id, changes: { addVariants: large } }))
      expect(variants).toHaveLength(2)
      for (const { stockItem } of variants) {
        const { movements } = await run(stockHistory(admin, { stockItem, limit: 9 }))
        expect(movements).toMatchObject([{ kind: "restock", quantity: 2, by: admin.id, at: NOON }])
      }
    },
  )
})

describe("restocking with a key", () => {
  it("adds once, and rejects the key for another quantity", async () => {
    const { restock, listProducts, admin, product } = await withLamp()
    const key = Result.getOrThrow(idempotencyKey("delivery-1"))
    const command = { product, quantity: 5, idempotencyKey: key }
    const first = await run(restock(admin, command))
    expect(await run(restock(admin, command))).toEqual(first)
    expect((await run(listProducts()))[0]?.available).toBe(15)
    const reused = { _tag: "IdempotencyKeyReused", key }
    expect(await errorOf(restock(admin, { ...command, quantity: 6 }))).toMatchObject(reused)
  })

  it("returns the first result, even if the item is archived meanwhile", async () => {
    const { restock, editProduct, admin, product } = await withLamp()
    const command = { product, quantity: 5, idempotencyKey: Result.getOrThrow(idempotencyKey("delivery-1")) }
    const first = await run(restock(admin, command))
    await run(editProduct(admin, { product, changes: { isArchived: true } }))
    expect(await run(restock(admin, command))).toEqual(first)
  })
})

describe("low stock", () => {
  it("compares with the item's own threshold, or with the shop's", async () => {
    const { listLowStock, setLowStockThreshold, ann, admin, product, stockItem } = await withLamp(6)
    expect(await run(listLowStock(admin, { limit: 9 }))).toEqual({ items: [], next: null })
    await run(setLowStockThreshold(admin, { product, threshold: 6 }))
    const { items } = await run(listLowStock(admin, { limit: 9 }))
    expect(items).toMatchObject([{ stockItem, onHand: 6, threshold: 6, product: { name: "Lamp" }, variant: null }])
    await run(setLowStockThreshold(admin, { product, threshold: null }))
    expect((await run(listLowStock(admin, { limit: 9 }))).items).toEqual([])
    const notPermitted = { _tag: "NotPermitted" }
    expect(await errorOf(setLowStockThreshold(ann, { product, threshold: 1 }))).toMatchObject(notPermitted)
    expect(await errorOf(listLowStock(ann, { limit: 1 }))).toMatchObject(notPermitted)
    const negative = setLowStockThreshold(admin, { product, threshold: -1 })
    expect(await errorOf(negative)).toMatchObject({ field: "threshold" })
    const unknown = setLowStockThreshold(admin, { product: ProductId(99), threshold: 1 })
    expect(await errorOf(unknown)).toMatchObject({ _tag: "UnknownItem" })
  })
})
