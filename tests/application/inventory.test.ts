import { Effect, Result } from "effect"
import { describe, expect, it } from "vitest"
import { readAll } from "../../adapters/testing/contracts/outbox-reader.ts"
import { type Money, money } from "../../domain/catalog/money.ts"
import { ProductId } from "../../domain/catalog/product.ts"
import { reprice } from "../../domain/catalog/reprice.ts"
import { MAX_QUANTITY } from "../../domain/stock/stock-level.ts"
import { errorOf, NOON, newLamp, openShop, run, testShop } from "./test-shop.ts"

type Shop = Awaited<ReturnType<typeof openShop>>

const costing = (minorUnits: number): Money => Result.getOrThrow(money(minorUnits))

const NO_PRODUCT = ProductId(99)

/** The product as the shop lists it. */
const listed = async ({ listProducts }: Shop, id = ProductId(1)) =>
  (await run(listProducts())).find((product) => product.id === id)

/** All events except those of the accounts that were opened first. */
const received = async ({ store }: Shop) =>
  (await readAll(store)).map(({ event }) => event).filter(({ _tag }) => _tag !== "AccountRegistered")

describe("restocking", () => {
  it("adds units that can be ordered at once, and records an event", async () => {
    const shop = await openShop(3)
    await run(shop.placeOrder(shop.ann, { lines: [{ product: shop.lamp.id, quantity: 2 }] }))
    shop.clock.pass(60)
    const level = await run(shop.restock(shop.admin, { product: shop.lamp.id, quantity: 5 }))
    expect(level).toEqual({ stockItem: level.stockItem, onHand: 8, reserved: 2 })
    expect((await listed(shop))?.available).toBe(6)
    const item = { stockItem: level.stockItem, product: shop.lamp.id, variant: null }
    expect((await received(shop)).at(-1)).toEqual({
      _tag: "StockReplenished",
      ...item,
      quantity: 5,
      onHand: 8,
      at: new Date(NOON.getTime() + 60_000),
    })
  })

  it("restocks the named variant", async () => {
    const shop = await openShop()
    const variants = ["S", "L"].map((size) => ({ size, color: "red", stock: 1 }))
    const shirt = await run(shop.createProduct(shop.admin, { ...newLamp(shop.category.id), variants }))
    await run(shop.restock(shop.admin, { product: shirt.id, variant: shirt.variants[1]?.id, quantity: 4 }))
    expect((await listed(shop, shirt.id))?.variants.map(({ available }) => available)).toEqual([1, 5])
    const unsaid = { product: shirt.id, quantity: 1 }
    const refused = { _tag: "UnknownItem", product: shirt.id, variant: null, reason: "variant-required" }
    expect(await errorOf(shop.restock(shop.admin, unsaid))).toMatchObject(refused)
  })

  it("is for admins; other accounts do not learn what is wrong with their input", async () => {
    const shop = await openShop(3)
    const requests = [
      { product: shop.lamp.id, quantity: 1 },
      { product: NO_PRODUCT, quantity: 0 },
    ]
    for (const request of requests)
      expect(await errorOf(shop.restock(shop.ann, request))).toMatchObject({ _tag: "NotPermitted" })
    expect((await listed(shop))?.available).toBe(3)
  })

  it("rejects impossible input and changes nothing", async () => {
    const shop = await openShop(3)
    const refused = async (product: ProductId, quantity: number) =>
      (await errorOf(shop.restock(shop.admin, { product, quantity })))._tag
    expect(await refused(shop.lamp.id, 0)).toBe("InvalidQuantity")
    expect(await refused(shop.lamp.id, MAX_QUANTITY + 1)).toBe("InvalidQuantity")
    expect(await refused(NO_PRODUCT, 1)).toBe("UnknownItem")
    expect(await refused(shop.lamp.id, MAX_QUANTITY - 2)).toBe("StockLimitExceeded")
    expect((await listed(shop))?.available).toBe(3)
    expect(await received(shop)).toEqual([])
  })

  it("treats an item that the store does not return as not for sale", async () => {
    const silent = testShop({
      catalog: { offers: { offersFor: () => Effect.succeed([]), itemsOf: () => Effect.succeed([]) } },
    })
    const shop = await openShop(3, silent)
    const refused = { _tag: "UnknownItem", reason: "no-such-product" }
    expect(await errorOf(shop.restock(shop.admin, { product: shop.lamp.id, quantity: 1 }))).toMatchObject(refused)
  })
})

describe("repricing", () => {
  it("sets the price of the product for lists and new orders, and records an event", async () => {
    const shop = await openShop(3)
    const lines = [{ product: shop.lamp.id, quantity: 1 }]
    const before = await run(shop.placeOrder(shop.ann, { lines }))
    await run(shop.listProducts())
    shop.clock.pass(60)
    const repriced = await run(shop.reprice(shop.admin, { product: shop.lamp.id, price: costing(990) }))
    expect(repriced).toEqual({ ...shop.lamp, price: 990, available: 2 })
    expect(await listed(shop)).toEqual(repriced)
    const after = await run(shop.placeOrder(shop.ann, { lines }))
    const { orders } = await run(shop.pageOrders(shop.ann, { limit: 10 }))
    expect(orders.map(({ id, lines: [line] }) => [id, line?.price])).toEqual([
      [before.id, 1250],
      [after.id, 990],
    ])
    const at = new Date(NOON.getTime() + 60_000)
    const event = { _tag: "ProductRepriced", product: shop.lamp.id, from: 1250, to: 990, at }
    expect((await received(shop)).filter(({ _tag }) => _tag === "ProductRepriced")).toEqual([event])
  })

  it("changes nothing and records no event when the product has the price already", async () => {
    const shop = await openShop(3)
    expect(await run(shop.reprice(shop.admin, { product: shop.lamp.id, price: costing(1250) }))).toEqual(shop.lamp)
    expect(await received(shop)).toEqual([])
  })

  it("is not recorded when the price was changed meanwhile", async () => {
    const shop = await openShop(3)
    const repricing = reprice(shop.lamp, costing(990), NOON) ?? expect.fail("the price is the same")
    await run(shop.reprice(shop.admin, { product: shop.lamp.id, price: costing(1100) }))
    const conflict = await errorOf(shop.store.catalog.products.recordRepricing(repricing))
    expect(conflict).toEqual({ _tag: "PriceConflict" })
    expect((await listed(shop))?.price).toBe(1100)
  })

  it("is for admins; other accounts do not learn which products exist", async () => {
    const shop = await openShop(3)
    for (const product of [shop.lamp.id, NO_PRODUCT])
      expect(await errorOf(shop.reprice(shop.ann, { product, price: costing(1) }))).toMatchObject({
        _tag: "NotPermitted",
      })
    // A caller without a compiler.
    expect(await errorOf(shop.reprice(shop.admin, { product: shop.lamp.id, price: -1 as Money }))).toMatchObject({
      _tag: "InvalidField",
      field: "price",
    })
    expect(await errorOf(shop.reprice(shop.admin, { product: NO_PRODUCT, price: costing(1) }))).toMatchObject({
      _tag: "UnknownProduct",
      product: NO_PRODUCT,
    })
    expect(await listed(shop)).toEqual(shop.lamp)
  })
})
