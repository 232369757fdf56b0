import { Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import { AccountId } from "../../../domain/account/account.ts"
import { claimOfProduct } from "../../../domain/catalog/claims.ts"
import { editProduct } from "../../../domain/catalog/edit-product.ts"
import { money } from "../../../domain/catalog/money.ts"
import { changeStatus } from "../../../domain/order/change-status.ts"
import { idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import { takeStock } from "../../../domain/stock/take-stock.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { freshName, LATER, NOON, run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

/** A store that omits the search ports passes. */
export const stockSearchContract = ({ store, shop, withEmptyStore }: Subject): void => {
  describe("stock history", () => {
    const it = contractTestsOf("stock history")

    it("contains every change of the quantity on hand, newest first, page by page", async () => {
      const search = store().search?.stockSearch
      if (search === undefined) return
      const admin = AccountId(7)
      const { id: product, stockItem } = await shop().product({ stock: 9 })
      const other = await shop().product({ stock: 1 })
      const order = await shop().place(await shop().account(), [{ product, quantity: 4 }])
      const shipping = Result.getOrThrow(changeStatus(order, "shipped", LATER, admin))
      if (shipping === null || stockItem === null) throw new Error("nothing to ship")
      await run(store().orders.ledger.recordStatusChange(shipping))
      const [offer = Result.fail("no-such-product" as const)] = await run(
        store().catalog.offers.offersFor([{ product, variant: null }]),
      )
      const count = { product, variant: null, counted: 3, reason: "Two are broken" }
      const taking = Result.getOrThrow(takeStock(count, offer, LATER, admin))
      if (taking === null) throw new Error("the count matches")
      await run(store().stock.inventory.recordStockTaking(taking))
      await run(shop().restocking({ product, quantity: 5 }, NOON))
      const rest = { order: null, by: null, reason: "" }
      const all = await run(search.history({ stockItem, limit: 10 }))
      expect(all.map(({ id: _, ...movement }) => movement)).toEqual([
        { ...rest, kind: "restock", quantity: 5, at: NOON },
        { ...rest, kind: "shrinkage", quantity: 2, by: admin, reason: "Two are broken", at: LATER },
        { ...rest, kind: "ship", quantity: 4, order: order.id, by: admin, at: LATER },
        { ...rest, kind: "restock", quantity: 9, at: NOON },
      ])
      const first = await run(search.history({ stockItem, limit: 3 }))
      expect(first).toEqual(all.slice(0, 3))
      expect(await run(search.history({ stockItem, before: first.at(-1)?.id, limit: 3 }))).toEqual(all.slice(3))
      expect(await run(search.history({ stockItem: other.stockItem ?? stockItem, limit: 9 }))).toHaveLength(1)
      expect(await run(search.history({ stockItem: StockItemId(999_999_999), limit: 9 }))).toEqual([])
    })

    it("names the admin who loaded a catalogue with the stock", async () => {
      const search = store().search?.stockSearch
      if (search === undefined) return
      const by = AccountId(7)
      const category = freshName("by an admin")
      const price = Result.getOrThrow(money(999))
      const product = { name: "loaded", description: "", price, category, stock: 3, variants: [] }
      await run(
        store().catalog.loader.load({ categories: [category], products: [product] }, { at: NOON, by }, () => {}),
      )
      const { id } = (await run(store().catalog.categories.list())).find(({ name }) => name === category) ?? {}
      const loaded = (await run(store().catalog.products.list())).find((listed) => listed.category === id)
      if (!loaded || loaded.stockItem === null) throw new Error("nothing was loaded")
      const history = await run(search.history({ stockItem: loaded.stockItem, limit: 10 }))
      expect(history).toMatchObject([{ kind: "restock", quantity: 3, by, at: NOON }])
    })

    it("names the admin who created a product with stock, and who added a variant with stock", async () => {
      const search = store().search?.stockSearch
      if (search === undefined) return
      const [by, keyed, editing] = [AccountId(7), AccountId(8), AccountId(9)]
      const { products, editor } = store().catalog
      const { id: category } = await shop().category()
      const [small, large] = ["S", "L"].map((size) => ({ size, color: "red", stock: 3 }))
      if (small === undefined || large === undefined) throw new Error("there are two variants")
      const price = Result.getOrThrow(money(999))
      const product = { name: freshName("by an admin"), description: "", price, category, stock: 0, variants: [small] }
      const created = await run(products.add(product, { at: NOON, by }))
      const key = Result.getOrThrow(idempotencyKey(freshName("key")))
      const request = { account: keyed, claim: claimOfProduct(key, product), at: NOON }
      const once = await run(products.addOnce(product, { at: NOON, by: keyed }, request))
      const entry = await run(editor.find(created.id))
      const edit = entry && Result.getOrThrow(editProduct(entry, { addVariants: [large] }, LATER))
      if (edit === null) throw new Error("the edit changes something")
      const edited = await run(editor.recordEdit(edit, { at: LATER, by: editing }))
      const items = [...edited.variants, ...once.variants].map(({ stockItem }) => stockItem)
      const histories = items.map((stockItem) => run(search.history({ stockItem, limit: 9 })))
      const stocked = { kind: "restock", quantity: 3, order: null, reason: "" }
      expect(await Promise.all(histories)).toMatchObject([
        [{ ...stocked, by, at: NOON }],
        [{ ...stocked, by: editing, at: LATER }],
        [{ ...stocked, by: keyed, at: NOON }],
      ])
    })

    it("shows any restocks in pages of any size", () => {
      const anyRestocks = fc.array(fc.integer({ min: 1, max: 999 }), { maxLength: 6 })
      return forAll(fc.tuple(anyRestocks, fc.integer({ min: 1, max: 4 })), async ([quantities, limit]) => {
        const search = store().search?.stockSearch
        if (search === undefined) return
        const { id: product, stockItem } = await shop().product({ stock: 1 })
        if (stockItem === null) throw new Error("a product without variants has a stock item")
        for (const quantity of quantities) await run(shop().restocking({ product, quantity }))
        const shown: Array<number> = []
        for (let before: number | undefined; ; ) {
          const page = await run(search.history({ stockItem, before, limit }))
          shown.push(...page.map(({ quantity }) => quantity))
          before = page.at(-1)?.id
          if (page.length < limit) break
        }
        expect(shown).toEqual([1, ...quantities].toReversed())
      })
    })
  })

  describe("low stock", () => {
    const it = contractTestsOf("low stock")

    it("lists what is sold at or below its threshold, in ascending order of stock item", () =>
      withEmptyStore(async (store) => {
        const search = store.search?.stockSearch
        if (search === undefined) return
        const shop = shopOver(store)
        const [soap, lamp, gone] = [
          await shop.product({ stock: 5 }),
          await shop.product({ stock: 9 }),
          await shop.product({ stock: 0 }),
        ]
        const shirt = await shop.withVariants({ stock: 2, size: "S", color: "red" }, { stock: 8 })
        const entry = await run(store.catalog.editor.find(gone.id))
        const archive = entry && Result.getOrThrow(editProduct(entry, { isArchived: true }, LATER))
        if (archive) await run(store.catalog.editor.recordEdit(archive, { at: LATER, by: null }))
        const low = (threshold: number, limit = 9, after?: StockItemId) =>
          run(search.low({ threshold, limit, after })).then((items) => items.map(({ stockItem }) => stockItem))
        const items = [soap.stockItem, lamp.stockItem, ...shirt.variants.map(({ stockItem }) => stockItem)]
        const [a, b, c, d] = items.map((item) => StockItemId(item ?? 0)) as [
          StockItemId,
          StockItemId,
          StockItemId,
          StockItemId,
        ]
        expect(await low(5)).toEqual([a, c])
        await shop.place(await shop.account(), [{ product: lamp.id, quantity: 4 }])
        expect(await low(5)).toEqual([a, b, c])
        expect(await low(5, 2)).toEqual([a, b])
        expect(await low(5, 2, b)).toEqual([c])
        const { inventory } = store.stock
        expect(await run(inventory.setLowThreshold(a, 4))).toBe(true)
        expect(await run(inventory.setLowThreshold(d, 8))).toBe(true)
        expect(await run(inventory.setLowThreshold(StockItemId(999_999_999), 8))).toBe(false)
        expect(await low(5)).toEqual([b, c, d])
        const [variant] = shirt.variants
        expect((await run(search.low({ threshold: 5, limit: 9 })))[1]).toEqual({
          ...{ stockItem: c, onHand: 2, reserved: 0, threshold: 5 },
          product: { id: shirt.id, name: shirt.name },
          variant: { id: variant?.id, size: "S", color: "red" },
        })
        await run(inventory.setLowThreshold(a, null))
        expect(await low(5)).toEqual([a, b, c, d])
      }))
  })
}
