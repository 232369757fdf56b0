import { Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import { editProduct, type ProductChanges, type ProductEdit } from "../../../domain/catalog/edit-product.ts"
import { money } from "../../../domain/catalog/money.ts"
import type { ProductId } from "../../../domain/catalog/product.ts"
import type { ProductEntry } from "../../../domain/catalog/product-entry.ts"
import { anyMetadata } from "../arbitraries/metadata.ts"
import { anyMoney } from "../arbitraries/values.ts"
import { contractTestsOf } from "./contract-test.ts"
import { outboxReader } from "./outbox-reader.ts"
import { errorOf, freshName, LATER, NO_CATEGORY, NO_PRODUCT, race, run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

const anyText = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !text.includes("\0"))
const maybe = <A>(arbitrary: fc.Arbitrary<A>) => fc.option(arbitrary, { nil: undefined })
const anyVariant = { size: anyText, color: anyText, sku: fc.option(anyText), metadata: fc.option(anyMetadata) }

export const catalogEditingContract = ({ store, shop, withEmptyStore }: Subject): void => {
  const editor = () => store().catalog.editor
  const entry = async (id: ProductId): Promise<ProductEntry> => {
    const found = await run(editor().find(id))
    if (found === null) throw new Error(`product ${id} was not found`)
    return found
  }
  const decide = (from: ProductEntry, changes: ProductChanges) => {
    const edit = Result.getOrThrow(editProduct(from, changes, LATER))
    if (edit === null) throw new Error("nothing changes")
    return edit
  }
  const edit = async (id: ProductId, changes: ProductChanges): Promise<ProductEntry> =>
    run(editor().recordEdit(decide(await entry(id), changes), { at: LATER, by: null }))

  describe("catalogue editing", () => {
    const it = contractTestsOf("catalogue editing")

    it("finds a product as it was added, and null for an unknown one", async () => {
      const shirt = await shop().withVariants({ stock: 4 }, { stock: 5, sku: "A-1" })
      const variants = shirt.variants.map((variant) => ({ ...variant, isArchived: false }))
      const { version, ...found } = await entry(shirt.id)
      expect(found).toEqual({ ...shirt, variants, pictures: [], isArchived: false })
      expect(version).toBeTypeOf("number")
      expect(await run(editor().find(NO_PRODUCT))).toBeNull()
    })

    it("reads any edit back as it was recorded, in the list as well, with its events in order", () =>
      withEmptyStore(async (store) => {
        const shop = shopOver(store)
        const categories = [await shop.category(), await shop.category()].map(({ id }) => id)
        const { id } = await shop.withVariants({ stock: 4 }, { stock: 5 })
        const reader = await outboxReader(store)
        const anyChanges = fc.record({
          name: maybe(anyText),
          description: maybe(anyText),
          category: maybe(fc.constantFrom(...categories)),
          price: maybe(anyMoney),
          metadata: maybe(fc.option(anyMetadata)),
          isArchived: maybe(fc.boolean()),
          variant: maybe(fc.record({ n: fc.nat(1), isArchived: fc.boolean(), ...anyVariant })),
          added: maybe(fc.record({ ...anyVariant, stock: fc.nat(9) })),
        })
        const readsBack = fc.asyncProperty(anyChanges, async ({ variant, added, ...rest }) => {
          const before = await run(store.catalog.editor.find(id))
          if (before === null) throw new Error("the product is gone")
          const { n = 0, ...changes } = variant ?? {}
          const target = before.variants[n]
          const decided = editProduct(
            before,
            {
              ...rest,
              variants: variant === undefined || target === undefined ? [] : [{ id: target.id, ...changes }],
              addVariants: added === undefined || before.variants.length > 5 ? [] : [added],
            },
            LATER,
          )
          if (Result.isFailure(decided) || decided.success === null) return
          const recorded = await run(store.catalog.editor.recordEdit(decided.success, { at: LATER, by: null }))
          const expected = afterEdit(before, decided.success, recorded)
          expect(recorded).toEqual(expected)
          expect(await run(store.catalog.editor.find(id))).toEqual(expected)
          const listed = (await run(store.catalog.products.list())).find((product) => product.id === id)
          expect(listed).toEqual(expected.isArchived ? undefined : listedOf(expected))
          const events = await reader.waitFor(decided.success.events.length)
          expect(events.map(({ event }) => event)).toEqual(decided.success.events)
          await reader.acknowledge(events)
          expect(await run(store.stock.audit.audit())).toEqual([])
        })
        await fc.assert(readsBack, { numRuns: 25 })
      }))

    it("records one of many concurrent edits of one version", { law: "no lost update" }, async () => {
      const { id } = await shop().product()
      const from = await entry(id)
      const edits = Array.from({ length: 8 }, (_, i) => decide(from, { name: `name ${i}` }))
      const ends = await race(edits.map((decided) => editor().recordEdit(decided, { at: LATER, by: null })))
      const recorded = ends.filter(Result.isSuccess)
      expect(recorded).toHaveLength(1)
      for (const end of ends.filter(Result.isFailure)) expect(end.failure).toEqual({ _tag: "ProductConflict" })
      expect((await shop().find(id)).name).toBe(recorded[0]?.success.name)
    })

    it("rejects an edit from before a change of price, and keeps the new price", {
      law: "no lost update",
    }, async () => {
      const { id } = await shop().product({ price: 100 })
      const stale = decide(await entry(id), { name: "stale" })
      await run(shop().repricing(id, 200))
      expect(await errorOf(editor().recordEdit(stale, { at: LATER, by: null }))).toEqual({ _tag: "ProductConflict" })
      expect(await shop().find(id)).toMatchObject({ price: 200 })
      const edited = await edit(id, { name: "new", price: Result.getOrThrow(money(300)) })
      expect(edited).toMatchObject({ name: "new", price: 300 })
      await run(shop().repricing(id, 400))
      expect((await entry(id)).version).toBeGreaterThan(edited.version)
    })

    it("rejects an unknown category and an unknown product, and stores nothing", {
      law: "all or nothing",
    }, async () => {
      const shirt = await shop().withVariants({})
      const before = await entry(shirt.id)
      const wrong = { category: NO_CATEGORY, name: "x", addVariants: [{ size: "L", color: "red", stock: 1 }] }
      expect(await errorOf(editor().recordEdit(decide(before, wrong), { at: LATER, by: null }))).toMatchObject({
        _tag: "UnknownCategory",
        category: NO_CATEGORY,
      })
      expect(await entry(shirt.id)).toEqual(before)
      const unknown = decide({ ...before, id: NO_PRODUCT, variants: [] }, { name: "x" })
      expect(await errorOf(editor().recordEdit(unknown, { at: LATER, by: null }))).toEqual({ _tag: "ProductConflict" })
    })

    it("neither lists nor offers what is archived, keeps its orders, and sells it again when restored", {
      law: "conservation of stock",
    }, async () => {
      const buyer = await shop().account()
      const [soap, shirt] = [await shop().product({ stock: 5 }), await shop().withVariants({ stock: 5 }, { stock: 7 })]
      const [small, large] = shirt.variants.map(({ id }) => id)
      if (small === undefined || large === undefined) throw new Error("no variants")
      const order = await shop().place(buyer, [
        { product: soap.id, quantity: 2 },
        { product: shirt.id, variant: small, quantity: 1 },
      ])
      await edit(soap.id, { isArchived: true })
      await edit(shirt.id, { variants: [{ id: small, isArchived: true }] })
      const listed = await run(store().catalog.products.list())
      expect(listed.some(({ id }) => id === soap.id)).toBe(false)
      expect(await shop().find(shirt.id)).toMatchObject({ available: 7, variants: [{ id: large, available: 7 }] })
      expect(await run(store().catalog.products.find(soap.id))).toBeNull()
      expect((await run(store().catalog.products.find(shirt.id)))?.variants).toHaveLength(1)
      const items = [
        { product: soap.id, variant: null },
        { product: shirt.id, variant: small },
        { product: shirt.id, variant: large },
      ]
      const offers = await run(store().catalog.offers.offersFor(items))
      expect(offers.slice(0, 2)).toEqual([Result.fail("no-such-product"), Result.fail("no-such-variant")])
      expect(Result.isSuccess(offers[2] ?? Result.fail("no-such-product"))).toBe(true)
      expect(await shop().ordersOf(buyer)).toEqual([{ ...order, username: buyer.username }])
      await shop().amend(order, "shipped")
      await edit(soap.id, { isArchived: false })
      await edit(shirt.id, { variants: [{ id: small, isArchived: false }] })
      expect(await shop().available(soap.id)).toBe(3)
      expect(await shop().available(shirt.id)).toBe(11)
      expect(await run(store().stock.audit.audit())).toEqual([])
    })

    it("sells nothing after archiving has ended, with orders placed meanwhile", {
      law: "conservation of stock",
    }, async () => {
      const buyer = await shop().account()
      const { id: product } = await shop().product({ stock: 40 })
      const place = () => shop().place(buyer, [{ product, quantity: 1 }])
      const attempts = [...Array.from({ length: 16 }, () => place), () => edit(product, { isArchived: true })]
      const ends = await Promise.allSettled([...attempts, ...attempts.slice(0, 16)].map((attempt) => attempt()))
      const placed = ends.filter((end, i) => i !== 16 && end.status === "fulfilled").length
      expect(await shop().ordersOf(buyer)).toHaveLength(placed)
      const [offer] = await run(store().catalog.offers.offersFor([{ product, variant: null }]))
      expect(offer).toEqual(Result.fail("no-such-product"))
      await edit(product, { isArchived: false })
      expect(await shop().available(product)).toBe(40 - placed)
      expect(await run(store().stock.audit.audit())).toEqual([])
    })
  })

  describe("category editing", () => {
    const it = contractTestsOf("category editing")
    const categories = () => store().catalog.categories

    it("renames a category, unless the name is taken", { law: "one key, one owner" }, async () => {
      const [bath, other] = [await shop().category(), await shop().category()]
      const name = freshName("renamed")
      expect(await run(categories().rename({ id: bath.id, name }))).toEqual({ id: bath.id, name })
      expect(await run(categories().rename({ id: bath.id, name }))).toEqual({ id: bath.id, name })
      expect((await run(categories().list())).find(({ id }) => id === bath.id)?.name).toBe(name)
      expect(await errorOf(categories().rename({ id: other.id, name }))).toMatchObject({
        _tag: "CategoryNameTaken",
        name,
      })
      expect(await errorOf(categories().add(name))).toMatchObject({ _tag: "CategoryNameTaken" })
      await run(categories().add(bath.name))
      const unknown = { _tag: "UnknownCategory", category: NO_CATEGORY }
      expect(await errorOf(categories().rename({ id: NO_CATEGORY, name: freshName("x") }))).toMatchObject(unknown)
    })

    it("deletes an empty category, and does not use its id again", async () => {
      const bath = await shop().category()
      const { id: product } = await shop().product({ category: bath.id })
      await edit(product, { isArchived: true })
      const used = { _tag: "CategoryInUse", category: bath.id }
      expect(await errorOf(categories().remove(bath.id))).toMatchObject(used)
      const last = await shop().category()
      await run(categories().remove(last.id))
      expect((await run(categories().list())).some(({ id }) => id === last.id)).toBe(false)
      expect(await errorOf(categories().remove(last.id))).toMatchObject({ _tag: "UnknownCategory" })
      const next = await run(categories().add(last.name))
      expect(next.id).toBeGreaterThan(last.id)
    })
  })
}

/** What an edit makes of an entry. Ids and stock items of added variants are the store's. */
const afterEdit = (
  before: ProductEntry,
  { product, variants, added, events }: ProductEdit,
  recorded: ProductEntry,
): ProductEntry => {
  const changed = new Map(variants.map((variant) => [variant.id, variant]))
  const kept = before.variants.map((variant) => ({ ...variant, ...changed.get(variant.id) }))
  const more = added.map(({ size, color, sku = null, metadata = null, stock }, i) => {
    const { id, stockItem } = recorded.variants[before.variants.length + i] ?? {}
    if (id === undefined || stockItem === undefined) throw new Error("an added variant is missing")
    return { id, stockItem, size, color, sku, metadata, available: stock, isArchived: false }
  })
  const all = [...kept, ...more]
  const available = all.filter(({ isArchived }) => !isArchived).reduce((sum, variant) => sum + variant.available, 0)
  return { ...before, ...product, variants: all, available, version: before.version + events.length }
}

const listedOf = ({ isArchived: _, version: __, pictures: ___, ...product }: ProductEntry) => ({
  ...product,
  variants: product.variants.filter(({ isArchived }) => !isArchived).map(({ isArchived: _, ...variant }) => variant),
})
